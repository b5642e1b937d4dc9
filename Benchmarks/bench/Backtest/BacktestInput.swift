import Backtest
import Core
import Engine
import ExecSim
import Measurement
import Strategy
import Workloads

/// A market told level by level, and what backtests of it have in common: a millisecond each way,
/// the tape's receive times, the wary estimate of queues.
struct BacktestInput {
  let header: TapeHeader
  let rows: [Event]
  private let strategy: NamedStrategy
  private let execution: ExecutionConfiguration

  /// Nil where the definitions above contradict the types' rules, which they do not.
  init?(_ strategy: NamedStrategy, rows: [Event]) {
    guard
      let execution = try? ExecutionConfiguration(
        usesReceiveTimes: true, entry: .fixed(Nanoseconds(1_000_000)),
        response: .fixed(Nanoseconds(1_000_000)), queue: .riskAverse)
    else { return nil }
    self.rows = rows
    self.strategy = strategy
    self.execution = execution
    header = LevelMarket.header
  }

  /// A session before its first event.
  func session() -> Session? {
    let engine = try? Engine(
      EngineConfiguration(), instruments: header.instruments,
      firstParty: PartyID(UInt32(header.parties.count + 1)), strategies: [strategy])
    return engine.map {
      Session($0, at: SimulatedVenue(execution, instruments: header.instruments, seed: 42))
    }
  }

  static func rowCount(_ scale: MeasurementPlan.Scale) -> Int {
    switch scale {
    case .full: 5_000_000
    case .smoke: 20_000
    }
  }
}
