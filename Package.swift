// swift-tools-version: 6.3
// The house, floor by floor. A module may import only what its line names, and only from floors
// below it; `scripts/check graph` holds this table against docs/modules/README.md.
import PackageDescription

/// One list for every target: no room has rules of its own.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
]

/// A deliverable library: pure, without I/O, and a product of its own.
func library(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: settings)
}

/// A program: `name` is what a person types, its target is `<Name>Command`.
func program(_ name: String, _ imports: [Target.Dependency], path: String? = nil) -> Target {
  .executableTarget(
    name: commandTarget(name), dependencies: imports,
    path: path ?? "Sources/Commands/\(name)", swiftSettings: settings)
}

func commandTarget(_ name: String) -> String {
  name.prefix(1).uppercased() + name.dropFirst() + "Command"
}

func tests(_ name: String, _ imports: [Target.Dependency]) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: imports + ["Samples"], swiftSettings: settings)
}

let libraries: [Target] = [
  // 0 words
  library("Core"),
  // 1 facts
  library("Wire", ["Core"]),
  library("OrderState", ["Core"]),
  library("OrderBook", ["Core"]),
  library("WAL", ["Core"]),
  library("Ledger", ["Core"]),
  library("Terminal", ["Core"]),
  library("Handoff"),
  // 2 figures and sources
  library("Obs", ["Core", "Wire"]),
  library("OrderFlowSim", ["Core", "OrderBook", "OrderState"]),
  library("TapeView", ["Core", "OrderBook", "OrderState", "Wire"]),
  // 2 decisions
  library("Strategy", ["Core", "OrderBook"]),
  // 2 venues
  library("ExecSim", ["Core", "OrderBook", "OrderState"]),
  library("Risk", ["Core"]),
  library("Matching", ["Core", "Handoff", "OrderBook"]),
  // 3 screens
  library("Viewer", ["Core", "OrderBook", "TapeView", "Terminal"]),
  library("Dashboard", ["Core", "Obs", "Terminal"]),
  // 3 engine
  library("OMS", ["Core", "OrderState"]),
  // 4 engine
  library("Engine", ["Core", "Ledger", "OMS", "OrderBook", "Risk", "Strategy"]),
  // 4 node
  library("Node", ["Core", "WAL"]),
  // 5 driver
  library(
    "Backtest",
    [
      "Core", "Engine", "ExecSim", "Ledger", "Node", "OMS", "OrderBook", "Risk", "Strategy", "WAL",
      "Wire",
    ]),
  // 5 houses
  library("Venue", ["Core", "Node", "OrderBook", "WAL"]),
]

/// What touches the operating system; not products.
let edge: [Target] = [
  .target(name: "HostIO", dependencies: ["Core", "WAL", "Wire"], swiftSettings: settings),
  .target(
    name: "PlanHost", dependencies: ["Backtest", "Core", "HostIO", "OrderFlowSim", "Wire"],
    swiftSettings: settings),
  .target(
    name: "LogHost", dependencies: ["Core", "HostIO", "Node", "WAL"], swiftSettings: settings),
  .target(
    name: "Telemetry", dependencies: ["Core", "HostIO", "Obs", "OrderFlowSim", "Wire"],
    swiftSettings: settings),
]

/// A simulated disk and its faults: performs what HostIO performs. Not a product.
let faultSim: Target = .target(
  name: "FaultSim", dependencies: ["Core", "Node", "WAL"], swiftSettings: settings)

/// Whole trading sessions behind a log on that disk, stopped anywhere. Not a product.
let sessionTrials: Target = .target(
  name: "SessionTrials",
  dependencies: [
    "Backtest", "Core", "Engine", "FaultSim", "Ledger", "Node", "OrderFlowSim", "OrderState",
    "Risk", "Strategy", "WAL",
  ], swiftSettings: settings)

let programs: [String: Target] = [
  "orderflow": program(
    "orderflow",
    ["Core", "HostIO", "LogHost", "Node", "OrderFlowSim", "Telemetry", "Venue", "WAL", "Wire"]),
  "tapeview": program(
    "tapeview", ["Core", "HostIO", "TapeView", "Terminal", "Venue", "Viewer", "WAL"]),
  "backtest": program(
    "backtest", ["Backtest", "Core", "HostIO", "OrderFlowSim", "PlanHost", "Wire"]),
  "paper": program(
    "paper",
    [
      "Backtest", "Core", "HostIO", "LogHost", "Node", "Obs", "PlanHost", "Risk", "Telemetry",
      "WAL", "Wire",
    ]),
  "wal": program("wal", ["Core", "HostIO", "LogHost", "Node", "Venue", "WAL", "Wire"]),
  "quanttop": program("quanttop", ["Core", "Dashboard", "HostIO", "Obs", "Terminal"]),
  "chaos": program("chaos", ["Core", "FaultSim", "HostIO", "SessionTrials", "Wire"]),
  "bench": program(
    "bench",
    [
      "Backtest", "CommitLoop", "Core", "Engine", "ExecSim", "Handoff", "HostIO", "LockedQueue",
      "LogHost", "Measurement", "Node", "OrderBook", "OrderFlowSim", "Risk", "Strategy",
      "Venue", "WAL", "Workloads",
    ],
    path: "Benchmarks/bench"),
  // Replays inputs in a plain build; libFuzzer with the trait `Fuzzing`, see scripts/fuzz.
  "fuzz": program("fuzz", ["Core", "FuzzTargets", "HostIO"], path: "Tests/fuzz"),
]

/// Our book as the public matching-engine harness loads it, see BENCH.md: a shared library of its own.
let harness: [Target] = [
  .target(
    name: "HarnessABI", path: "Benchmarks/HarnessABI",
    cSettings: [.treatAllWarnings(as: .error)]),
  .target(
    name: "HarnessAdapter", dependencies: ["Core", "HarnessABI", "Handoff", "OrderBook"],
    path: "Benchmarks/HarnessAdapter", swiftSettings: settings),
]

/// Benchmark helpers; the only place where C may live.
let benchmarkHelpers: [Target] = [
  .target(
    name: "AllocationCounter", path: "Benchmarks/AllocationCounter",
    cSettings: [.treatAllWarnings(as: .error)]),
  .target(
    name: "MachineProbe", path: "Benchmarks/MachineProbe",
    cSettings: [.treatAllWarnings(as: .error)]),
  .target(
    name: "CommitLoop", path: "Benchmarks/CommitLoop",
    cSettings: [.treatAllWarnings(as: .error)]),
  .target(
    name: "LockedQueue", path: "Benchmarks/LockedQueue",
    cSettings: [.treatAllWarnings(as: .error)]),
  .target(
    name: "Measurement", dependencies: ["AllocationCounter", "Core", "MachineProbe", "Wire"],
    path: "Benchmarks/Measurement", swiftSettings: settings),
  .target(
    name: "Workloads", dependencies: ["Core"], path: "Benchmarks/Workloads",
    swiftSettings: settings),
]

let testTargets: [Target] = [
  .target(
    name: "Samples", dependencies: ["Core"], path: "Tests/Samples", swiftSettings: settings),
  .target(
    name: "StrategySamples", dependencies: ["Core", "OrderBook", "Samples", "Strategy"],
    path: "Tests/StrategySamples", swiftSettings: settings),
  .target(
    name: "FuzzTargets",
    dependencies: [
      "Core", "Dashboard", "ExecSim", "Obs", "OrderBook", "OrderFlowSim", "OrderState", "Samples",
      "TapeView", "Terminal", "Venue", "WAL", "Wire",
    ], path: "Tests/FuzzTargets", swiftSettings: settings),
  tests("Core", ["Core"]),
  tests("Wire", ["Core", "Wire"]),
  tests("Obs", ["Core", "Obs", "Wire"]),
  tests("OrderState", ["Core", "OrderState"]),
  tests("OrderBook", ["Core", "OrderBook", "OrderState", "Workloads"]),
  tests("Terminal", ["Core", "Terminal"]),
  tests("WAL", ["Core", "WAL"]),
  tests("Node", ["Core", "FaultSim", "Node", "WAL"]),
  tests("Venue", ["Core", "FaultSim", "Node", "OrderBook", "OrderFlowSim", "Venue", "WAL"]),
  tests("FaultSim", ["Core", "FaultSim", "Node", "WAL"]),
  tests("SessionTrials", ["Backtest", "Core", "SessionTrials"]),
  tests("Ledger", ["Core", "Ledger"]),
  tests("Strategy", ["Core", "OrderBook", "Strategy", "StrategySamples"]),
  tests(
    "Backtest",
    [
      "Backtest", "Core", "Engine", "ExecSim", "FaultSim", "Ledger", "Node", "OrderFlowSim",
      "Risk", "Strategy", "StrategySamples", "WAL",
    ]),
  tests(
    "Engine",
    ["Core", "Engine", "Ledger", "OMS", "OrderBook", "OrderState", "Risk", "Strategy"]),
  tests("Risk", ["Core", "Ledger", "OrderState", "Risk"]),
  tests("Handoff", ["Handoff", "HostIO"]),
  tests("Matching", ["Core", "Handoff", "HostIO", "Matching", "OrderBook"]),
  tests("HarnessAdapter", ["HarnessABI", "HarnessAdapter"]),
  tests("ExecSim", ["Core", "ExecSim", "OrderBook", "OrderFlowSim", "OrderState"]),
  tests("OrderFlowSim", ["Core", "OrderBook", "OrderFlowSim", "OrderState"]),
  tests("TapeView", ["Core", "OrderBook", "TapeView", "Wire"]),
  tests("Viewer", ["Core", "TapeView", "Terminal", "Viewer"]),
  tests("Dashboard", ["Core", "Dashboard", "Obs", "Terminal"]),
  tests("HostIO", ["Core", "FaultSim", "HostIO", "Node", "WAL", "Wire"]),
  tests("FuzzTargets", ["FuzzTargets"]),
  tests("Workloads", ["Core", "Measurement", "OrderBook", "Workloads"]),
  // Runs the built programs as a person would and compares what they print.
  tests(
    "Commands",
    [
      "Core", "Wire", "OrderflowCommand", "TapeviewCommand", "ChaosCommand", "WalCommand",
      "BacktestCommand", "PaperCommand", "QuanttopCommand", "BenchCommand", "FuzzCommand",
    ]),
]

let package = Package(
  name: "TrueTape",
  products: libraries.map { .library(name: $0.name, targets: [$0.name]) }
    + programs.keys.sorted().map { .executable(name: $0, targets: [commandTarget($0)]) }
    + [.library(name: "HarnessAdapter", type: .dynamic, targets: ["HarnessAdapter"])],
  traits: [
    .trait(name: "Fuzzing", description: "Makes `fuzz` libFuzzer; the flags are in scripts/fuzz.")
  ],
  targets: libraries + edge + [faultSim, sessionTrials]
    + programs.keys.sorted().compactMap { programs[$0] }
    + harness + benchmarkHelpers + testTargets
)
