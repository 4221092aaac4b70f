import Trading

/// What the texts of orders mean to an account, remembered for those that the script was compiled
/// with, so that placing an order compares no texts.
final class OrderNames {
  /// What a text means as a direction or as a kind of group.
  enum Meaning: UInt8 {
    case other, short, cancel, reduce
  }

  private let count: Int
  /// By handle: the account's number of the name, −1 while it is not known.
  private let numbers: UnsafeMutablePointer<Int32>
  private let meanings: UnsafeMutablePointer<Meaning>

  /// Remembers the texts that a heap begins with.
  init(_ texts: [String]) {
    count = texts.count
    numbers = .allocate(capacity: max(1, count))
    meanings = .allocate(capacity: max(1, count))
    for (index, text) in texts.enumerated() {
      (numbers + index).initialize(to: -1)
      (meanings + index).initialize(to: Self.meaning(text))
    }
  }

  deinit {
    numbers.deallocate()
    meanings.deallocate()
  }

  private static func meaning(_ text: String) -> Meaning {
    switch text {
    case "short": .short
    case "cancel": .cancel
    case "reduce": .reduce
    default: .other
    }
  }

  /// Whether a word is `na` or a text that the script was compiled with.
  func isFixed(_ word: Double) -> Bool { word.isNaN || Int(word) < count }

  /// The account's number of a text; that of the empty text for `na`.
  func number(_ word: Double, _ heap: Heap, _ account: Account) -> Int32 {
    guard !word.isNaN else { return 0 }
    let handle = Int(word)
    guard handle < count else { return account.names.index(of: heap.text(word) ?? "") }
    if numbers[handle] < 0 { numbers[handle] = account.names.index(of: heap.text(word) ?? "") }
    return numbers[handle]
  }

  /// What a text means.
  func meaning(_ word: Double, _ heap: Heap) -> Meaning {
    guard !word.isNaN else { return .other }
    let handle = Int(word)
    return handle < count
      ? meanings[handle] : Self.meaning(heap.text(word) ?? "")
  }
}

extension ExecutionContext {
  /// The account's number of a name.
  func name(_ word: Double, _ account: Account) -> Int32 {
    orderNames.number(word, heap, account)
  }

  /// What a text means in an order.
  func meaning(_ word: Double) -> OrderNames.Meaning { orderNames.meaning(word, heap) }
}
