/// Names as small numbers, so that orders and fills carry no references.
public struct NameTable: Sendable {
  private var indices: [String: Int32] = ["": 0]
  /// The names, by number; number 0 is the empty name.
  public private(set) var names: [String] = [""]
  private var lastName = ""
  private var lastIndex: Int32 = 0

  /// Makes a table that holds the empty name.
  public init() {}

  /// The number of a name, given out at its first use.
  public mutating func index(of name: String) -> Int32 {
    if name.isEmpty { return 0 }
    if name == lastName { return lastIndex }
    // Strategies use a few short names; comparing these is quicker than hashing one.
    for index in 0..<min(8, names.count) where names[index] == name { return Int32(index) }
    let index: Int32
    if let known = indices[name] {
      index = known
    } else {
      index = Int32(names.count)
      names.append(name)
      indices[name] = index
    }
    lastName = name
    lastIndex = index
    return index
  }

  /// The name of a number that this table gave out.
  public subscript(index: Int32) -> String { names[Int(index)] }
}
