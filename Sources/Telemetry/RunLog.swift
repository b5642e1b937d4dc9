import Core
import HostIO
import Obs
import OrderFlowSim
import Wire

/// The log of a run, if one was asked for: its beginning and end, the state of the market each
/// five seconds of event time, and what went wrong meanwhile.
struct RunLog: ~Copyable {
  private static let interval = Nanoseconds(5_000_000_000)

  private var file: OutputFile?
  private var log: StructuredLog
  private var nextReport = Timestamp.zero
  /// What the last report counted.
  private var drops: UInt64 = 0
  private var missing: UInt64 = 0
  private var violations: UInt64 = 0

  init(_ path: String?, level: LogLevel) throws {
    log = StructuredLog(level: level)
    file = nil
    if let path { file = try OutputFile(path: path, mode: .prefixKeeping) }
  }

  private var isOn: Bool { file != nil }

  mutating func began(
    _ simulator: Simulator, sampling interval: UInt64, serving address: LoopbackAddress?
  ) throws {
    guard isOn else { return }
    let configuration = simulator.configuration
    (drops, missing) = (simulator.metrics.drops.total, simulator.metrics.numbersMissing)
    log.record(.info, "began", at: stamp(simulator)) { record in
      record.member("version", TrueTape.version)
      record.member("seed", configuration.seed)
      record.member("config", String(hexadecimal: configuration.hash))
      record.member("latency_sampling_interval", interval)
      if let address { record.member("serving", "\(address)") }
    }
    nextReport = simulator.now.advanced(by: Self.interval)
    try write()
  }

  mutating func progress(_ simulator: Simulator) throws {
    guard isOn, simulator.now >= nextReport else { return }
    nextReport = simulator.now.advanced(by: Self.interval)
    faults(simulator)
    log.record(.info, "progress", at: stamp(simulator)) { Self.state(&$0, simulator) }
    try write()
  }

  mutating func ended(_ simulator: Simulator, _ figures: RunFigures) throws {
    guard isOn else { return }
    faults(simulator)
    log.record(.info, "ended", at: stamp(simulator)) { record in
      record.member("finished", figures.isFinished)
      record.member("latency_samples", figures.sampler.chosen)
      Self.state(&record, simulator)
      record.member("trace_hash", String(hexadecimal: simulator.hash.value))
    }
    try write()
    if let file = file.take() { try file.finish() }
  }

  /// What went wrong since the last report.
  private mutating func faults(_ simulator: Simulator) {
    let metrics = simulator.metrics
    let lost = (metrics.drops.total - drops, metrics.numbersMissing - missing)
    if lost.0 > 0 || lost.1 > 0 {
      log.record(.warning, "messages_lost", at: stamp(simulator)) { record in
        record.member("dropped", lost.0)
        record.member("numbers_missing", lost.1)
      }
    }
    let broken = metrics.lifecycleViolations - violations
    if broken > 0 {
      log.record(.error, "invariant_violated", at: stamp(simulator)) { record in
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

  private func stamp(_ simulator: Simulator) -> LogStamp {
    LogStamp(wall: Timestamp(nanoseconds: HostClock.wallNanos) ?? .zero, market: simulator.now)
  }

  /// Hands the lines to the system at once, for whoever follows the file.
  private mutating func write() throws {
    let lines = log.take()
    try file?.write(lines)
    try file?.flush()
  }
}
