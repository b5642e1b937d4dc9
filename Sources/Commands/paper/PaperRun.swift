import Backtest
import Core
import HostIO
import PlanHost
import Telemetry

/// One session: market in, commands in, tape out, at the pace that was asked for.
struct PaperRun: ~Copyable {
  /// Events of the market that are read ahead.
  private static let chunk = 2_048

  private let plan: BacktestPlan
  private let operatorParty: PartyID
  private var market: MarketInput
  private var session: Session
  private var isMarketOver = false
  private var isInterrupted = false
  /// Commands of an earlier run that are still to come in again.
  private var recorded: ArraySlice<RecordedCommand>
  private var commands: CommandSource
  private var tape: SessionTape?
  private let directory: SessionDirectory?
  private var watch: PaperWatch
  private var status = PaperStatus()
  private var events: [Event] = []

  private init(
    _ plan: BacktestPlan, on market: consuming MarketInput, _ session: Session,
    _ directory: SessionDirectory?, _ tape: consuming SessionTape?,
    _ recorded: [RecordedCommand], _ commands: CommandSource, _ watch: consuming PaperWatch
  ) {
    self.plan = plan
    operatorParty = plan.operatorParty(on: market.header)
    self.market = market
    self.session = session
    self.directory = directory
    self.tape = tape
    self.recorded = recorded[...]
    self.commands = commands
    self.watch = watch
  }

  /// Opens the market, the session's files, and what is to be watched of it.
  static func open(
    _ plan: BacktestPlan, _ market: PaperMarket, _ directory: SessionDirectory?, out: String?,
    _ recorded: [RecordedCommand], _ commands: CommandSource, _ settings: TelemetrySettings
  ) throws -> PaperRun {
    let input = try market.open(seed: plan.seed)
    let session: Session
    do throws(PlanError) {
      session = try plan.session(
        on: input.header, keepsTape: directory != nil || out != nil || settings.watches)
    } catch { throw BadInput("\(error)") }
    let watch = try PaperWatch(settings, plan, market: input.name)
    let tape = try SessionTape.begin(
      directory, out: out, plan.sessionHeader(on: input.header))
    return PaperRun(plan, on: input, session, directory, tape, recorded, commands, watch)
  }

  /// Plays to the end of the market, to `quit`, or to Ctrl-C.
  mutating func play() throws {
    while !session.isFinished {
      if session.nextTime == nil, !isMarketOver { try feed() }
      if let command = recorded.first {
        try giveAgain(command)
      } else {
        try obey()
        try goOn()
      }
      try note()
    }
    status.erase()
  }

  /// Completes tape, report, log and spans.
  mutating func finish() throws -> BacktestReport {
    try note()
    if let tape = tape.take() { try tape.finish() }
    market.quiet()
    // How far a market was read ahead before `quit` is nobody's doing: what the session made of it
    // is in the decision hash.
    let identity = RunIdentity(
      market: market.name, seed: plan.seed, marketHash: session.isQuit ? 0 : market.hash,
      marketEvents: session.isQuit ? 0 : market.eventCount, settings: plan.settings)
    let report = BacktestReport(session, identity: identity)
    try watch.finish(session, hash: report.traceHash)
    try directory?.write(report, metrics: page)
    return report
  }

  /// The metrics as they stand.
  var page: [UInt8] { watch.page(session) }

  /// Goes on answering clients, where it was asked to, until Ctrl-C.
  func linger() { watch.linger(session) }

  private mutating func feed() throws {
    let events: [Event]
    do { events = try market.next(atMost: Self.chunk) } catch  where Interruption.isRequested {
      // Ctrl-C is a command, which is obeyed next.
      return
    }
    if events.isEmpty {
      isMarketOver = true
      session.completeTape()
    } else {
      session.append(events)
    }
  }

  private mutating func giveAgain(_ command: RecordedCommand) throws {
    // Where the session was is on disk: it can be resumed again.
    if Interruption.isRequested { throw Interrupted() }
    session.advance(toPlace: command.place, at: command.time)
    // More of the market is needed, unless the next thing happens behind the command: then another
    // version wrote it, and the hash will tell.
    let isBehind = session.nextTime.map { $0 > command.time } ?? false
    guard session.commandPlace.place == command.place || isBehind else { return }
    session.command(command.word, from: operatorParty, at: command.time)
    recorded.removeFirst()
  }

  private mutating func obey() throws {
    for word in commands.new() {
      try give(word)
      status.restart()
    }
    if Interruption.isRequested, !isInterrupted {
      isInterrupted = true
      try give(.quit)
    }
  }

  /// Durable first, then done.
  private mutating func give(_ word: OperatorWord) throws {
    let place = session.commandPlace
    try tape?.log(RecordedCommand(place: place.place, time: place.time, word: word))
    session.command(word, from: operatorParty, at: place.time)
  }

  private mutating func goOn() throws {
    guard let next = session.nextTime, isInterrupted || watch.isDue(next, session) else { return }
    try watch.advance(&session, from: next)
  }

  private mutating func note() throws {
    session.takeTape(into: &events)
    try tape?.write(events)
    try watch.took(events, areKept: tape != nil, session)
    events.removeAll(keepingCapacity: true)
    status.update(session, steps: watch.steps)
  }
}
