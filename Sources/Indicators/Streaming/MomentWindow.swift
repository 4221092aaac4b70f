import Kernels

/// The sums of the last *n* values, value by value, in the blocks of `Rolling`.
///
/// Where the length changes, the blocks are cut anew so that the window is one of them.
struct MomentWindow<Moments: WindowMoments>: ~Copyable {
  /// The sums of a window: of its part of the block before, of its own block up to `place`.
  typealias Parts = (ending: Moments, beginning: Moments, pivot: Moments.Value, place: Int)

  private var length = 0
  private var endings: [Moments] = []
  private var offset = 0
  private var beginning = Moments()
  private var pivot: Moments.Value?
  private var isFull = false

  /// Takes a value and gives the parts of the window it ends; nil while the window is not full.
  ///
  /// - Parameter past: The value so many executions before this one; `pastCount` of them are there.
  @inline(__always)
  mutating func add(
    _ value: Moments.Value, length newLength: Int, pastCount: Int, past: (Int) -> Moments.Value
  ) -> Parts? {
    if newLength != length {
      length = newLength
      offset = 0
      isFull = false
      endings.removeAll(keepingCapacity: true)
      for ago in stride(from: min(newLength - 1, pastCount), to: 0, by: -1) {
        if offset == 0 { begin(past(ago)) { _ in past(ago) } }
        take(past(ago))
      }
    }
    if offset == 0 { begin(value, past: past) }
    let place = offset
    take(value)
    guard isFull else { return nil }
    return (
      endings.isEmpty ? Moments() : endings[place], beginning, pivot.unsafelyUnwrapped, place
    )
  }

  private mutating func take(_ value: Moments.Value) {
    beginning.add(value, pivot: pivot.unsafelyUnwrapped, index: offset)
    offset += 1
    if offset == length {
      offset = 0
      isFull = true
    }
  }

  /// Starts a block: sums the ends of the one before from the new pivot.
  @inline(__always)
  private mutating func begin(_ value: Moments.Value, past: (Int) -> Moments.Value) {
    pivot = value
    beginning = Moments()
    guard isFull else { return }
    if endings.count != length { endings = Array(repeating: Moments(), count: length) }
    var ending = Moments()
    for index in stride(from: length - 1, through: 0, by: -1) {
      endings[index] = ending
      ending.add(past(length - index), pivot: value, index: index)
    }
  }
}

extension MomentWindow {
  /// Whether the window is full and of a length, so that values can be taken in blocks.
  func isReady(_ wanted: Int) -> Bool { length == wanted && isFull }

  /// Takes a block of values, piece by piece, no piece beyond the end of one of the window's blocks.
  ///
  /// - Parameters:
  ///   - value: The value at a place.
  ///   - leaveEndings: Sums the ends of the window's last block for the one that starts at a place.
  ///   - take: Takes the places from one on, so many, whose place in their block, pivot and endings
  ///     are given.
  @inline(__always)
  mutating func take(
    count: Int, value: (Int) -> Moments.Value,
    leaveEndings: (Int, UnsafeMutablePointer<Moments>) -> Void,
    take: (Int, Int, Int, Moments.Value, UnsafePointer<Moments>, inout Moments) -> Void
  ) {
    if endings.count != length { endings = Array(repeating: Moments(), count: length) }
    var place = 0
    while place < count {
      if offset == 0 {
        pivot = value(place)
        beginning = Moments()
      }
      let taken = min(length - offset, count - place)
      endings.withUnsafeMutableBufferPointer { endings in
        guard let start = endings.baseAddress, let pivot else { return }
        if offset == 0 { leaveEndings(place, start) }
        take(place, taken, offset, pivot, UnsafePointer(start), &beginning)
      }
      place += taken
      offset += taken
      if offset == length { offset = 0 }
    }
  }
}
