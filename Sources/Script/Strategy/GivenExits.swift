import Trading

/// The exits that a script gave last, with the words that it gave them by.
///
/// Most scripts give the same exits bar after bar; to compare the words of a call costs less than to
/// make out what they mean.
final class GivenExits {
  private struct Exit {
    /// How many words gave it; 0 where none is remembered.
    var wordCount = 0
    var ticket: ExitTicket?
  }

  /// How many exits are remembered, a power of 2.
  private static let count = 8
  /// Most words of a call.
  private static let maximumWordCount = 24

  private let exits = UnsafeMutablePointer<Exit>.allocate(capacity: GivenExits.count)
  private let words = UnsafeMutablePointer<Double>.allocate(
    capacity: GivenExits.count * GivenExits.maximumWordCount)

  init() { exits.initialize(repeating: Exit(), count: Self.count) }

  deinit {
    exits.deallocate()
    words.deallocate()
  }

  /// Gives an exit again that stands as the same words gave it; false if there is none.
  func renew(_ arguments: ArgumentWords, _ account: Account) -> Bool {
    guard let place = Self.place(of: arguments), exits[place].wordCount == arguments.count,
      let ticket = exits[place].ticket
    else { return false }
    let known = words + place * Self.maximumWordCount
    var difference: UInt64 = 0
    for index in 0..<arguments.count {
      difference |= known[index].bitPattern ^ arguments[index].bitPattern
    }
    return difference == 0 && account.renew(ticket)
  }

  /// Remembers the exit that words gave, instead of what other words with a name like theirs did.
  func remember(_ ticket: ExitTicket?, of arguments: ArgumentWords) {
    guard let place = Self.place(of: arguments) else { return }
    let isKept = ticket != nil && arguments.count <= Self.maximumWordCount
    exits[place] = Exit(wordCount: isKept ? arguments.count : 0, ticket: ticket)
    guard isKept else { return }
    for index in 0..<arguments.count {
      (words + place * Self.maximumWordCount + index).initialize(to: arguments[index])
    }
  }

  /// Where an exit is remembered, by its name.
  private static func place(of arguments: ArgumentWords) -> Int? {
    guard let name = arguments.first, name >= 0, name < 1e9 else { return nil }
    return Int(name) & (count - 1)
  }
}
