/// The committed values of one register, the newest ones only.
struct HistoryRing {
  let words: UnsafeMutablePointer<Double>
  private let mask: Int
  let register: Int
  let flag: Int
  private(set) var count = 0

  /// Makes a ring that answers up to `depth` bars back.
  init(_ plan: HistoryPlan, depth: Int) {
    var capacity = 1
    while capacity < depth { capacity *= 2 }
    words = .allocate(capacity: capacity)
    words.initialize(repeating: .nan, count: capacity)
    mask = capacity - 1
    register = Int(plan.register)
    flag = Int(plan.flag)
  }

  @inline(__always)
  mutating func append(_ word: Double) {
    words[count & mask] = word
    count &+= 1
  }

  /// Appends the same value so many times.
  mutating func append(_ word: Double, times: Int) {
    count &+= max(0, times - mask - 1)
    for _ in 0..<min(times, mask + 1) { append(word) }
  }

  /// Visits the values that are kept.
  func forEach(_ visit: (Double) -> Void) {
    for index in 0...mask { visit(words[index]) }
  }

  /// The value committed `ago` bars ago, at least 1; NaN where there is none.
  @inline(__always)
  func value(_ ago: Int) -> Double {
    ago <= count && ago <= mask &+ 1 ? words[(count &- ago) & mask] : .nan
  }
}
