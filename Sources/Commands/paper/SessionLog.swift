import Backtest
import Core
import HostIO
import Obs
import Telemetry
import Wire

/// The log of a session, if one was asked for: its beginning and end, its state each five seconds of
/// the market's time, every command, and every turn of the kill switch.
struct SessionLog: ~Copyable {
  private static let interval = Nanoseconds(5_000_000_000)

  private var log: LogFile
  private var nextReport: Timestamp?
  private var denied: UInt64 = 0

  init(_ settings: TelemetrySettings) throws { log = try LogFile(settings) }

  /// Whether anybody will read it.
  var isOn: Bool { log.isOn }

  mutating func began(
    seed: UInt64, market: String, strategies: String, serving address: LoopbackAddress?
  ) throws {
    log.record(.info, "began", market: .zero) { record in
      record.member("version", TrueTape.version)
      record.member("seed", seed)
      record.text("tape", market)
      record.text("strategies", strategies)
      if let address { record.member("serving", "\(address)") }
    }
    try log.write()
  }

  mutating func took(_ events: [Event], _ session: borrowing Session) throws {
    guard log.isOn else { return }
    for event in events {
      switch event.payload {
      case .operatorCommand(let command):
        log.record(.warning, "command", market: session.now) { record in
          record.word("command", command.command.token)
          record.member("sequence", event.sequence.rawValue)
        }
      case .riskDecision(let decision) where decision.verdict != .denied:
        log.record(
          decision.verdict == .tripped ? .error : .warning, "kill_switch", market: session.now
        ) { record in
          record.word("verdict", decision.verdict.token)
          record.word("reason", decision.reason.token)
          record.member("limit", decision.limit)
          record.member("observed", decision.observed)
        }
      default: continue  // open set: what is counted, not told one by one
      }
    }
    let due = nextReport ?? session.now.advanced(by: Self.interval)
    nextReport = due
    if session.now >= due { try progress(session) }
  }

  private mutating func progress(_ session: borrowing Session) throws {
    nextReport = session.now.advanced(by: Self.interval)
    let figures = SessionFigures(session)
    denials(figures)
    log.record(.info, "progress", market: figures.now) { Self.state(&$0, figures) }
    try log.write()
  }

  mutating func ended(
    _ figures: SessionFigures, isFinished: Bool, samples: UInt64, hash: UInt64
  ) throws {
    denials(figures)
    log.record(.info, "ended", market: figures.now) { record in
      record.member("finished", isFinished)
      record.member("latency_samples", samples)
      Self.state(&record, figures)
      record.member("trace_hash", String(hexadecimal: hash))
    }
    try log.finish()
  }

  /// What our limits denied since the last report.
  private mutating func denials(_ figures: SessionFigures) {
    guard figures.denied > denied else { return }
    let more = figures.denied - denied
    denied = figures.denied
    log.record(.warning, "requests_denied", market: figures.now) { record in
      record.member("denied", more)
      record.counts("so_far", figures.denials.map { ($0.reason.token, $0.count) })
    }
  }

  private static func state(_ record: inout JSONObjectWriter, _ figures: SessionFigures) {
    record.member("profit", figures.profit)
    record.member("position", figures.holdings)
    record.member("working", figures.working)
    record.member("requests", figures.requests)
    record.member("fills", figures.fills)
    record.member("rejects", figures.rejects)
    record.member("denied", figures.denied)
    record.member("gate", figures.gate)
    record.member("violations", figures.violations)
  }
}
