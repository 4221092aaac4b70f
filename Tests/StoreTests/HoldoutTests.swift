import Contests
import Formats
import Platform
import TestSupport
import Testing

@testable import Store

@Suite struct HoldoutTests {
  @Test("looks are counted, and there are no more than allowed, however many ask at once")
  func looksAreLimited() throws {
    try StoreFixture.withPath { (path) throws in
      let store = try Store(path, access: .write)
      try store.setAside("2023", allowedLooks: 3)
      #expect(throws: LocatedError.self) { try store.setAside("2023", allowedLooks: 99) }
      let granted = parallelMap(count: 8, workers: 4) { _ -> Bool in
        do {
          try Store(path, access: .write, busyMilliseconds: 60_000).recordLook(at: "2023")
          return true
        } catch {
          return false
        }
      }
      #expect(granted.compactMap(\.self).count { $0 } == 3)
      #expect(try store.lookCount(at: "2023") == 3 && store.allowedLooks(at: "2023") == 3)
      #expect(try store.allowedLooks(at: "2024") == nil)
      #expect(throws: LocatedError.self) { try store.recordLook(at: "2024") }
    }
  }
}
