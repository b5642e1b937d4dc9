import Backtest
import Core
import HostIO
import Obs
import Telemetry

/// What a session shows of itself while it runs: pace, latencies, log, spans, metrics.
///
/// Clocks are read here, never in the session, and what is shown changes nothing that happens.
struct PaperWatch: ~Copyable {
  /// Longest wait between two looks at commands and screen.
  private static let slice: Int64 = 50_000_000
  /// Market time of a batch where nothing sets a pace.
  private static let batch = Nanoseconds(50_000_000)

  private(set) var tally = SessionTally()
  private(set) var steps = LogLinearHistogram()
  /// Whether somebody sees how long steps take: of the page, or of the terminal.
  private let timesSteps: Bool
  private var watch: RunWatch<SessionStep>
  private var log: SessionLog
  private let seed: UInt64
  private let market: String
  private var began: Timestamp?
  private var isFinished = false

  init(_ settings: TelemetrySettings, _ plan: BacktestPlan, market: String) throws {
    let watch = try RunWatch<SessionStep>(settings, seed: plan.seed, program: "paper")
    var log = try SessionLog(settings)
    let strategies = plan.settings.first { $0.name == "strategies" }?.value ?? ""
    try log.began(
      seed: plan.seed, market: market, strategies: strategies, serving: watch.address)
    watch.announce()
    timesSteps = watch.timesOperations || StandardStream.error.acceptsEscapes
    self.watch = watch
    self.log = log
    self.market = market
    seed = plan.seed
  }

  /// Whether what happens next may happen now; false after a wait in which it was not yet due.
  mutating func isDue(_ next: Timestamp, _ session: Session) -> Bool {
    guard let due = watch.due(next) else {
      if watch.isGlanceDue() { watch.glance { look(session) } }
      return true
    }
    let end = min(due, HostClock.monotonicNanos + Self.slice)
    return watch.wait(until: end) { look(session) } && end == due
  }

  /// Lets the session go on: by one moment where a pace is imposed, else by a stretch.
  mutating func advance(_ session: inout Session, from next: Timestamp) throws {
    let limit = watch.isPaced ? next : max(next, session.now.advanced(by: Self.batch))
    let start = HostClock.monotonicNanos
    let before = session.marketCount
    if timesSteps {
      while let moment = session.nextTime, moment <= limit {
        if watch.sampler.choosesNext() {
          timed(&session, moment)
        } else {
          session.advance(to: moment)
        }
      }
    } else {
      session.advance(to: limit)
    }
    _ = try watch.batch(
      "session", events: Int(session.marketCount - before), from: start, limit: limit,
      level: ("working orders", SessionCount(session).working))
  }

  private mutating func timed(_ session: inout Session, _ moment: Timestamp) {
    let due = watch.moment(moment)
    let before = SessionCount(session)
    let start = HostClock.monotonicNanos
    session.advance(to: moment)
    let end = HostClock.monotonicNanos
    watch.took(SessionStep(before, SessionCount(session)), from: start, to: end, due: due)
    steps.record(UInt64(clamping: end - start))
  }

  /// Hears what is on the session's tape since the last time.
  mutating func took(_ events: [Event], areKept: Bool, _ session: borrowing Session) throws {
    if began == nil, let first = events.first { began = first.receiveTime ?? first.time }
    if areKept { watch.wrote(events.count) }
    tally.take(events)
    try log.took(events, session)
  }

  /// Completes log and spans.
  mutating func finish(_ session: Session, hash: UInt64) throws {
    isFinished = true
    try log.ended(
      SessionFigures(session), isFinished: !session.isQuit, samples: watch.sampler.chosen,
      hash: hash)
    try watch.finish(atEnd: true)
  }

  /// Goes on answering clients until Ctrl-C, where a server was asked for.
  func linger(_ session: Session) { watch.linger { look(session) } }

  /// The page as it stands: what the session counted first, then what the clock says.
  func page(_ session: Session) -> [UInt8] { page(SessionFigures(session)) }

  private func page(_ figures: SessionFigures) -> [UInt8] {
    var page = Exposition()
    page.session(
      figures, tally, seed: seed, market: market, began: began ?? figures.now)
    watch.write(to: &page)
    return page.bytes
  }

  private func look(_ session: Session) -> RunLook {
    let figures = SessionFigures(session)
    let trouble =
      figures.violations > 0
      ? "\(figures.violations) invariant violations" : figures.kill.map { "killed by \($0.token)" }
    return RunLook(page: page(figures), trouble: trouble, isFinished: isFinished)
  }
}
