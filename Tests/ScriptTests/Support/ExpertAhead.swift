import Testing
import Trading

@testable import Script

extension Script {
  /// The script with its columns computed ahead by a helper, however short the run.
  func expertAhead(stretchLength: Int) throws -> any Expert {
    var expert = try #require(try expert() as? ScriptExpert)
    expert.columnsAhead = .always(stretchLength: stretchLength)
    return expert
  }
}
