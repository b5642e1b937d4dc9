import Backtest
import Core
import Engine
import ExecSim
import Ledger
import Samples
import Strategy
import StrategySamples
import Testing

/// The guard against look-ahead: a strategy that makes money from hearing of anything early, and
/// from nothing else, is planted in a session; a tape that leaks shows that it would be noticed.
@Suite struct LookAheadTests {
  /// What the peeker got of the past, and what it made of it.
  private func run(
    _ tape: [Event], _ execution: ExecutionConfiguration
  ) throws -> (peeker: PeekingStrategy, gain: Int64) {
    let instruments = JumpTape.header.instruments
    let engine = try Engine(
      EngineConfiguration(), instruments: instruments, firstParty: 1,
      strategies: [NamedStrategy(name: "peeker", strategy: PeekingStrategy())])
    var session = Session(
      engine, at: SimulatedVenue(execution, instruments: instruments, seed: TestRun.seed))
    session.append(tape)
    session.completeTape()
    session.advance()
    #expect(session.isFinished && session.engine.counters.violations == 0)
    let gain = session.engine.ledger(seat: 0).position(1)?.realised.rawValue ?? 0
    let peeker = session.engine.strategy(seat: 0) as? PeekingStrategy
    return (try #require(peeker), gain)
  }

  @Test(arguments: [ExecutionConfiguration.ideal, .realistic])
  func `INV-LOOKAHEAD-1: no event reaches a strategy before its time, so the peeker gets nothing`(
    execution: ExecutionConfiguration
  ) throws {
    for seed in TestRun.seeds(3) {
      let (peeker, gain) = try run(JumpTape.events(jumps: 30, seed: seed), execution)
      #expect(peeker.jumps == 30, "SEED=\(seed)")
      #expect(peeker.openings == 0 && gain == 0, "SEED=\(seed)")
    }
  }

  @Test
  func `on a tape whose lines arrive a tenth of a second early the peeker makes money each time`()
    throws
  {
    for seed in TestRun.seeds(3) {
      let tape = JumpTape.events(jumps: 30, seed: seed, leak: Nanoseconds(100_000_000))
      let (peeker, gain) = try run(tape, .realistic)
      #expect(peeker.openings == 30 && gain > 0, "SEED=\(seed)")
      // Where receive times do not count, the same tape leaks nothing.
      #expect(try run(tape, .ideal).peeker.openings == 0, "SEED=\(seed)")
    }
  }
}
