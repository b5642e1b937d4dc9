import Core
import HostIO
import Obs
import OrderFlowSim
import Wire

/// The log of a run, if one was asked for: its beginning and end, the state of the market each
/// five seconds of event time, and what went wrong meanwhile.
struct MarketLog: ~Copyable {
  private static let interval = Nanoseconds(5_000_000_000)

  private var log: LogFile
  private var nextReport = Timestamp.zero
  /// What the last report counted.
  private var drops: UInt64 = 0
  private var missing: UInt64 = 0
  private var violations: UInt64 = 0

  init(_ settings: TelemetrySettings) throws { log = try LogFile(settings) }

  mutating func began(
    _ simulator: Simulator, sampling interval: UInt64, serving address: LoopbackAddress?
  ) throws {
    guard log.isOn else { return }
    let configuration = simulator.configuration
    (drops, missing) = (simulator.metrics.drops.total, simulator.metrics.numbersMissing)
    log.record(.info, "began", market: simulator.now) { record in
      record.member("version", TrueTape.version)
      record.member("seed", configuration.seed)
      record.member("config", String(hexadecimal: configuration.hash))
      record.member("latency_sampling_interval", interval)
      if let address { record.member("serving", "\(address)") }
    }
    nextReport = simulator.now.advanced(by: Self.interval)
    try log.write()
  }

  /// Whether a market that has come to `now` is to report.
  func isDue(at now: Timestamp) -> Bool { log.isOn && now >= nextReport }

  mutating func progress(_ simulator: Simulator) throws {
    nextReport = simulator.now.advanced(by: Self.interval)
    faults(simulator)
    log.record(.info, "progress", market: simulator.now) { Self.state(&$0, simulator) }
    try log.write()
  }

  mutating func ended(_ simulator: Simulator, samples: UInt64) throws {
    guard log.isOn else { return }
    faults(simulator)
    log.record(.info, "ended", market: simulator.now) { record in
      record.member("finished", simulator.isFinished)
      record.member("latency_samples", samples)
      Self.state(&record, simulator)
      record.member("trace_hash", String(hexadecimal: simulator.hash.value))
    }
    try log.finish()
  }

  /// What went wrong since the last report.
  private mutating func faults(_ simulator: Simulator) {
    let metrics = simulator.metrics
    let lost = (metrics.drops.total - drops, metrics.numbersMissing - missing)
    if lost.0 > 0 || lost.1 > 0 {
      log.record(.warning, "messages_lost", market: simulator.now) { record in
        record.member("dropped", lost.0)
        record.member("numbers_missing", lost.1)
      }
    }
    let broken = metrics.lifecycleViolations - violations
    if broken > 0 {
      log.record(.error, "invariant_violated", market: simulator.now) { record in
        record.member("invariant", "INV-SIM-2")
        record.member("times", broken)
      }
    }
    (drops, missing) = (metrics.drops.total, metrics.numbersMissing)
    violations = metrics.lifecycleViolations
  }

  private static func state(_ record: inout JSONObjectWriter, _ simulator: Simulator) {
    let metrics = simulator.metrics
    record.member("events", metrics.events.total)
    record.counts("kinds", EventKind.allCases.map { ($0.name, metrics.events[$0]) })
    record.member("queue_depth", simulator.queueDepth)
    record.member("queue_deepest", metrics.queueDepth.deepest)
    record.member("blocked", metrics.messagesBlocked)
    record.member("orders_resting", simulator.restingOrders)
    record.counts("rejects", RejectReason.allCases.map { ($0.token, metrics.rejects[$0]) })
    record.counts("drops", DropReason.allCases.map { ($0.token, metrics.drops[$0]) })
    record.member("violations", metrics.lifecycleViolations)
  }
}
