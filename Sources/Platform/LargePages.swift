import Glibc

/// Large pages of memory under long columns.
///
/// A fresh page costs a visit to the kernel, and a page that was not read for a while has to be found
/// again; with pages of 2 MiB instead of 4 KiB there are few of either.
package enum LargePages {
  private static let size = 2 << 20

  /// Asks for large pages under memory that is about to be written for the first time.
  ///
  /// What does not fill a large page stays as it is, and so does all where the system has none.
  package static func ask(for memory: UnsafeMutableRawBufferPointer) {
    guard let start = memory.baseAddress else { return }
    let begin = start.alignedUp(toMultipleOf: size)
    let end = (start + memory.count).alignedDown(toMultipleOf: size)
    // Nothing depends on the answer.
    if begin < end { madvise(begin, end - begin, MADV_HUGEPAGE) }
  }
}

extension Array where Element: BitwiseCopyable {
  /// A column of so many values, in large pages if it is long; they mean nothing until written.
  package init(unwritten count: Int) {
    self.init(unsafeUninitializedCapacity: count) { memory, initialized in
      LargePages.ask(for: UnsafeMutableRawBufferPointer(memory))
      initialized = count
    }
  }

  /// An empty array with room for so many values, in large pages if there are many.
  package init(roomFor count: Int) {
    self.init(unsafeUninitializedCapacity: count) { memory, initialized in
      LargePages.ask(for: UnsafeMutableRawBufferPointer(memory))
      initialized = 0
    }
  }
}
