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
  private var records: SessionLog
  /// What the log of a session that is kept has to show.
  private var log: LogFigures?
  private let seed: UInt64
  private let market: String
  private var began: Timestamp?
  private var isFinished = false

  init(_ settings: TelemetrySettings, _ plan: BacktestPlan, market: String) throws {
    let watch = try RunWatch<SessionStep>(settings, seed: plan.seed, program: "paper")
    var records = try SessionLog(settings)
    let strategies = plan.settings.first { $0.name == "strategies" }?.value ?? ""
    try records.began(
      seed: plan.seed, market: market, strategies: strategies, serving: watch.address)
    watch.announce()
    timesSteps = watch.timesOperations || StandardStream.error.acceptsEscapes
    self.watch = watch
    self.records = records
    self.market = market
    seed = plan.seed
  }

  /// Whether what happens next may happen now; false after a wait in which it was not yet due.
  mutating func isDue(_ next: Timestamp, _ session: Session, _ log: LogFigures?) -> Bool {
    self.log = log
    guard let due = watch.due(next) else {
      if watch.isGlanceDue() { watch.glance { look(session) } }
      return true
    }
    let end = min(due, HostClock.monotonicNanos + Self.slice)
    return watch.wait(until: end) { look(session) } && end == due
  }

  /// How far the market may go before the next look: a moment where a pace is imposed, else a stretch.
  func limit(from next: Timestamp) -> Timestamp {
    watch.isPaced ? next : next.advanced(by: Self.batch)
  }

  /// Whether the next step is one of those that are timed.
  mutating func timesNext() -> Bool { timesSteps && watch.sampler.choosesNext() }

  /// Hears how long a step took.
  mutating func took(_ step: SessionStep, from start: Int64, to end: Int64, at time: Timestamp) {
    watch.took(step, from: start, to: end, due: watch.moment(time))
    steps.record(UInt64(clamping: end - start))
  }

  /// Hears that the session was given so many events of the market.
  mutating func gave(
    _ count: Int, from start: Int64, _ limit: Timestamp, _ session: borrowing Session
  ) throws {
    _ = try watch.batch(
      "session", events: count, from: start, limit: limit,
      level: ("working orders", SessionCount(session).working))
  }

  /// Hears what is on the session's tape since the last time.
  mutating func took(_ events: [Event], areKept: Bool, _ session: borrowing Session) throws {
    if began == nil, let first = events.first { began = first.receiveTime ?? first.time }
    if areKept { watch.wrote(events.count) }
    tally.take(events)
    try records.took(events, session)
  }

  /// Completes log and spans.
  mutating func finish(_ session: Session, hash: UInt64) throws {
    isFinished = true
    try records.ended(
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
    if let log { page.log(log) }
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
