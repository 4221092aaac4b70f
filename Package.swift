// swift-tools-version: 6.2

import PackageDescription

/// One layer of the house: a target and the layers directly below it.
///
/// The table is the architecture. An arrow points at what is needed, none points up, and a layer
/// sees everything below the layers it names.
struct Layer {
  let name: String
  var needs: [String] = []
  var hasTests = true
  /// Whether it is a module map of a library that the system supplies.
  var isSystemLibrary = false
}

let layers: [Layer] = [
  Layer(name: "Platform"),
  Layer(name: "Formats", needs: ["Platform"]),
  Layer(name: "Kernels"),
  Layer(name: "Market", needs: ["Kernels", "Formats"]),
  Layer(name: "Files", needs: ["Market"]),
  Layer(name: "Simulation", needs: ["Market"]),
  Layer(name: "Indicators", needs: ["Market"]),
  Layer(name: "Trading", needs: ["Indicators"]),
  Layer(name: "Replay", needs: ["Trading"]),
  Layer(name: "Analysis", needs: ["Trading"]),
  Layer(name: "Script", needs: ["Trading"]),
  Layer(name: "Learning", needs: ["Kernels"]),
  Layer(name: "Experts", needs: ["Trading", "Learning"]),
  Layer(name: "Contests", needs: ["Replay", "Analysis", "Learning"]),
  Layer(name: "Ensembles", needs: ["Contests"]),
  Layer(name: "Rosters", needs: ["Ensembles", "Script", "Experts", "Files"]),
  Layer(name: "CSQLite", hasTests: false, isSystemLibrary: true),
  Layer(name: "SQLite", needs: ["CSQLite", "Formats"]),
  Layer(name: "Store", needs: ["SQLite", "Ensembles"]),
  Layer(name: "Reports", needs: ["Ensembles"]),
  Layer(name: "Terminal", needs: ["Formats"]),
  Layer(
    name: "CommandLineTool",
    needs: ["Rosters", "Store", "Reports", "Simulation", "Terminal"]),
  Layer(name: "Benchmarks", needs: ["Rosters", "Store", "Terminal"]),
  Layer(
    name: "Tourney", needs: ["Rosters", "Reports"], hasTests: false),
]

/// Programs: `@main` and a few lines each.
///
/// Target and product names differ, because `tourney` and the library `Tourney` would collide on a
/// file system that ignores case.
let programs: [(product: String, target: String, needs: [String])] = [
  ("tourney", "TourneyProgram", ["CommandLineTool"]),
  ("tourney-bench", "BenchProgram", ["Benchmarks"]),
  ("tourney-parity", "ParityProgram", ["CommandLineTool"]),
  ("tourney-example", "ExampleProgram", ["Tourney"]),
]

/// Every layer below `name`, itself left out, in the order of the table.
func below(_ name: String) -> [String] {
  var seen: Set<String> = []
  func visit(_ name: String) {
    for need in layers.first(where: { $0.name == name })?.needs ?? []
    where seen.insert(need).inserted {
      visit(need)
    }
  }
  visit(name)
  return layers.map(\.name).filter(seen.contains)
}

let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // Ledger identities and other invariants are checked after every event in debug builds.
  .define("INTERNAL_CHECKS", .when(configuration: .debug)),
]

func dependencies(_ names: [String]) -> [Target.Dependency] {
  names.map { .target(name: $0) }
}

let layerTargets: [Target] = layers.map { layer in
  if layer.isSystemLibrary {
    return .systemLibrary(name: layer.name, providers: [.apt(["libsqlite3-dev"])])
  }
  return .target(
    name: layer.name, dependencies: dependencies(below(layer.name)), swiftSettings: settings,
    linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))])
}

let testTargets: [Target] = layers.filter(\.hasTests).map { layer in
  .testTarget(
    name: layer.name + "Tests",
    dependencies: dependencies([layer.name] + below(layer.name) + ["TestSupport"]),
    swiftSettings: settings)
}

let programTargets: [Target] = programs.map { program in
  .executableTarget(
    name: program.target,
    dependencies: dependencies(program.needs + program.needs.flatMap(below)),
    path: "Sources/Programs/" + program.target, swiftSettings: settings)
}

let package = Package(
  name: "tourney",
  products: [
    .library(name: "Tourney", targets: ["Tourney"])
  ]
    + programs.map { .executable(name: $0.product, targets: [$0.target]) },
  targets: layerTargets + programTargets + testTargets + [
    .target(
      name: "TestSupport", dependencies: dependencies(["Kernels", "Formats", "Platform"]),
      path: "Tests/TestSupport", swiftSettings: settings),
    .testTarget(
      name: "TidyTests", dependencies: dependencies(["TestSupport"]), swiftSettings: settings),
  ]
)
