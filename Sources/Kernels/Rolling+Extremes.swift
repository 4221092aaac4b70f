extension Rolling {
  /// Writes how many bars before this one the largest value of the last `length` lies, 0 for this.
  ///
  /// Of equal values the oldest counts. NaN values are skipped as `Gaps` says, but the result counts
  /// bars.
  /// - Complexity: O(*n*) time, O(`length`) memory.
  package static func maximumAge(
    _ input: Span<Double>, length: Int, into output: inout MutableSpan<Double>
  ) {
    ages(input, length, into: &output) { $0 < $1 }
  }

  /// Writes how many bars before this one the smallest value of the last `length` lies, 0 for this.
  ///
  /// Of equal values the oldest counts. NaN values are skipped as `Gaps` says, but the result counts
  /// bars.
  /// - Complexity: O(*n*) time, O(`length`) memory.
  package static func minimumAge(
    _ input: Span<Double>, length: Int, into output: inout MutableSpan<Double>
  ) {
    ages(input, length, into: &output) { $0 > $1 }
  }

  /// A value that can still become the extreme of a window.
  private struct Candidate {
    var value: Double
    var bar: Int
    /// Its place among the values that are there.
    var place: Int
  }

  /// Keeps the candidates of a window, best first, in a ring: a value ends the hopes of the worse
  /// ones before it.
  @inline(__always)
  private static func ages(
    _ input: Span<Double>, _ length: Int, into output: inout MutableSpan<Double>,
    isWorse: (Double, Double) -> Bool
  ) {
    precondition(length >= 1, "a window holds at least one value")
    precondition(input.count == output.count, "a kernel's columns have one length")
    let capacity = min(length, input.count)
    let nobody = Candidate(value: 0, bar: 0, place: 0)
    var ring = [Candidate](repeating: nobody, count: capacity)
    var (head, count, place) = (0, 0, 0)
    for bar in input.indices {
      let value = input[bar]
      output[bar] = .nan
      if value.isNaN { continue }
      if count > 0, ring[head].place + length <= place {
        head = head + 1 == capacity ? 0 : head + 1
        count -= 1
      }
      while count > 0 {
        let last = head + count - 1
        guard isWorse(ring[last < capacity ? last : last - capacity].value, value) else { break }
        count -= 1
      }
      let slot = head + count
      ring[slot < capacity ? slot : slot - capacity] =
        Candidate(value: value, bar: bar, place: place)
      count += 1
      place += 1
      if place >= length { output[bar] = Double(bar - ring[head].bar) }
    }
  }
}
