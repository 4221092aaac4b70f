import Experts
import Formats
import Testing
import Trading

@Suite struct ExpertCatalogTests {
  @Test("every expert can be made as it stands")
  func standardsAreValid() throws {
    for description in ExpertCatalog.all {
      let requirements = try description.expert().requirements
      #expect(requirements.warmUp >= 1)
    }
  }

  @Test(
    "wrong inputs are refused by name",
    arguments: [
      ("fas", "3", "did you mean 'fast'?"), ("fast", "0", nil), ("fast", "2.5", nil),
      ("short", "maybe", nil),
    ])
  func inputsAreChecked(name: String, value: String, hint: String?) throws {
    let expert = try ExpertCatalog.expert(named: "sma-cross")
    let error = #expect(throws: LocatedError.self) {
      try expert.expert(setting: [(name, value)])
    }
    #expect(error?.exitClass == .usage && error?.hint == hint)
  }

  @Test("an unknown expert is refused with a suggestion")
  func namesAreChecked() {
    let error = #expect(throws: LocatedError.self) { try ExpertCatalog.expert(named: "sma-cros") }
    #expect(error?.hint == "did you mean 'sma-cross'?")
  }
}
