import Formats
import Market

/// Lets a stream take the bars of a series, block by block, and writes its columns.
final class ColumnFill {
  /// What a stream has to begin anew with a block costs little in so long a one, whose columns still
  /// stay in the nearer caches.
  private static let blockLength = 2_048

  private let stream: IndicatorStream
  private let input: IndicatorInput
  private let sources: [UnsafePointer<Double>]
  private let parameters: [Double]
  private let outputs: [UnsafeMutablePointer<Double>]
  private let scratch: UnsafeMutablePointer<Double>
  private let columns: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  /// How many bars have been taken.
  private(set) var count = 0

  /// Makes a fill that has taken nothing.
  ///
  /// - Parameters:
  ///   - stream: A fresh stream for as many arguments as there are sources and parameters.
  ///   - outputs: The first places of the columns, each as long as the series.
  init(
    _ stream: IndicatorStream, _ input: IndicatorInput, parameters: [Double],
    into outputs: [UnsafeMutablePointer<Double>]
  ) {
    self.stream = stream
    self.input = input
    // An array's storage stays where it is while nobody changes the array; the input is kept.
    sources = input.sources.compactMap { $0.withUnsafeBufferPointer(\.baseAddress) }
    self.parameters = parameters
    self.outputs = outputs
    let length = Self.blockLength
    let head = IndicatorStream.scratchCount(blockLength: length)
    scratch = .allocate(capacity: head + parameters.count * length)
    columns = .allocate(capacity: sources.count + parameters.count + outputs.count)
    for (index, value) in parameters.enumerated() {
      let constants = scratch + head + index * length
      constants.initialize(repeating: value, count: length)
      columns[sources.count + index] = constants
    }
  }

  deinit {
    scratch.deallocate()
    columns.deallocate()
  }

  /// Takes the bars up to one that is not taken.
  ///
  /// - Parameter end: At most the number of bars.
  func advance(to end: Int) {
    let argumentCount = sources.count + parameters.count
    while count < end {
      for (index, source) in sources.enumerated() {
        // Arguments are not written.
        columns[index] = UnsafeMutablePointer(mutating: source + count)
      }
      for (index, output) in outputs.enumerated() {
        columns[argumentCount + index] = output + count
      }
      var block = IndicatorStream.Block(
        arguments: columns, argumentCount: argumentCount,
        fixedArguments: (1 << UInt64(parameters.count) - 1) << UInt64(sources.count),
        results: columns + argumentCount, resultCount: outputs.count, bar: count,
        count: min(Self.blockLength, end - count))
      do throws(LocatedError) {
        try stream.next(&block, bars: input.series, scratch: scratch)
      } catch {
        preconditionFailure("parameters in their range are refused: \(error)")
      }
      count += block.count
    }
  }
}
