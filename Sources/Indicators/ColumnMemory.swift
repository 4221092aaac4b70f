import Platform
import Synchronization

/// Columns that nobody needs any more, so that those to come find memory that is there.
///
/// A fresh page costs more than the arithmetic that fills it. Safe for parallel callers.
final class ColumnMemory: Sendable {
  private let spare = Mutex<[[Double]]>([])

  /// A column of so many values, whatever they are.
  func take(_ count: Int) -> [Double] {
    let known = spare.withLock { spare in
      spare.lastIndex { $0.count == count }.map { spare.remove(at: $0) }
    }
    return known ?? [Double](unwritten: count)
  }

  /// Takes columns back in place of those it has left.
  ///
  /// One that somebody still reads keeps its values for that reader.
  func replace(with columns: [[Double]]) { spare.withLock { $0 = columns } }
}
