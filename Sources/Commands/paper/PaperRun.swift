import Backtest
import Core
import HostIO
import PlanHost
import Risk
import Telemetry

/// One session: market in, commands in, tape out, at the pace that was asked for.
struct PaperRun: ~Copyable {
  /// Events of the market that are read ahead.
  private static let chunk = 2_048

  private let plan: BacktestPlan
  private var market: MarketInput
  /// Events of the market that were read and not given yet.
  private var ahead: ArraySlice<Event> = []
  private var host: SessionHost
  private var isInterrupted = false
  /// Commands that come at their places on the session's tape.
  private var recorded: ArraySlice<RecordedCommand>
  /// Nil for a session that is run again to be compared: nobody commands it.
  private var commands: CommandSource?
  private let directory: SessionDirectory?
  private var watch: PaperWatch
  private var status = PaperStatus()

  private init(
    _ plan: BacktestPlan, on market: consuming MarketInput, _ host: consuming SessionHost,
    _ directory: SessionDirectory?, _ recorded: [RecordedCommand], _ commands: CommandSource?,
    _ watch: consuming PaperWatch
  ) {
    self.plan = plan
    self.market = market
    self.host = host
    self.directory = directory
    self.recorded = recorded[...]
    self.commands = commands
    self.watch = watch
  }

  /// Opens the market, the session's directory, and what is to be watched of it; a session that was
  /// cut off stands where its log ends.
  static func open(
    _ session: PaperSession, in directory: SessionDirectory?, again recorded: [RecordedCommand],
    obeying commands: CommandSource?, _ settings: TelemetrySettings
  ) throws -> PaperRun {
    let plan = session.plan
    let input = try session.market.open(seed: plan.seed)
    do throws(PlanError) { _ = try plan.session(on: input.header) } catch {
      throw BadInput("\(error)")
    }
    let opening = SessionOpening(plan, header: input.header)
    let watch = try PaperWatch(settings, plan, market: input.name)
    let host: SessionHost
    if let directory {
      host = SessionHost(
        try LoggedSession.open(
          directory, opening, header: plan.sessionHeader(on: input.header),
          snapshotEvery: session.snapshotInterval))
    } else {
      host = SessionHost(opening)
    }
    var run = PaperRun(plan, on: input, host, directory, recorded, commands, watch)
    try run.catchUp()
    return run
  }

  /// Brings the market to where the session has had it.
  private mutating func catchUp() throws {
    let had = host.machine.market
    var hash = TraceHash()
    while hash.count < had.count {
      let events = try market.next(atMost: Self.chunk)
      guard !events.isEmpty else { break }
      let count = min(events.count, Int(clamping: had.count - hash.count))
      for event in events[..<count] { hash.fold(event) }
      ahead = events[count...]
    }
    guard hash == had else {
      throw BadInput(
        "\(market.name): is another market than the session's first \(had.count) events were from")
    }
  }

  /// Plays to the end of the market, to `quit`, or to Ctrl-C.
  mutating func play() throws {
    try note()
    while !host.machine.isFinished {
      if try hasMore() { try goOn() } else { try host.receive(.marketOver) }
      try obey()
      try note()
    }
    status.erase()
  }

  /// Completes tape, report, log and spans.
  mutating func finish() throws -> BacktestReport {
    try host.finish()
    let session = try host.session
    // The rest of a market that the session's window left out belongs to its identity all the same;
    // of one that an operator left, what the session made of it is in the decision hash.
    while !session.isQuit, try !market.next().isEmpty {}
    market.quiet()
    let identity = RunIdentity(
      market: market.name, seed: plan.seed, marketHash: session.isQuit ? 0 : market.hash,
      marketEvents: session.isQuit ? 0 : market.eventCount, settings: plan.settings)
    let report = BacktestReport(session, identity: identity)
    try watch.finish(session, hash: report.traceHash)
    try directory?.write(report, metrics: watch.page(session))
    return report
  }

  /// The metrics as they stand.
  mutating func page() throws -> [UInt8] { watch.page(try host.session) }

  /// Goes on answering clients, where it was asked to, until Ctrl-C.
  mutating func linger() throws { watch.linger(try host.session) }

  /// Whether the market goes on; reads ahead.
  private mutating func hasMore() throws -> Bool {
    guard ahead.isEmpty else { return true }
    do { ahead = try market.next(atMost: Self.chunk)[...] } catch  where Interruption.isRequested {
      // Ctrl-C is a command, which is obeyed before the market's end could be taken for one.
      try obey()
    }
    return !ahead.isEmpty
  }

  private mutating func obey() throws {
    for command in commands?.new() ?? [] {
      if let input = input(of: command) { try host.receive(input) }
      status.restart()
    }
    if Interruption.isRequested, !isInterrupted {
      guard commands != nil else { throw Interrupted() }
      isInterrupted = true
      try host.receive(.command(.quit))
    }
  }

  /// A command as the session takes it in; of limits that do not fit, a person is told, and nothing
  /// happens.
  private mutating func input(of command: CommandSource.Command) -> SessionInput? {
    switch command {
    case .word(let word): return .command(word)
    case .limits(let path):
      do {
        let settings = try PlanOptions.limits(file: path)
        let limits = try host.machine.limits(settings)
        try directory?.keep(settings, hash: limits.configurationHash)
        return .reload(settings)
      } catch {
        StandardError().writeLine("paper: limits \(path): \(error); nothing was changed")
        return nil
      }
    }
  }

  /// Gives the session what is due of the market: a moment of it where a pace is imposed, else a
  /// stretch, which is one batch of its log.
  private mutating func goOn() throws {
    guard let next = ahead.first else { return }
    guard try watch.isDue(next.time, host.session, host.log) else { return }
    let limit = watch.limit(from: next.time)
    let start = HostClock.monotonicNanos
    var count = 0
    while let event = ahead.first, event.time <= limit {
      try giveAgain()
      try give(event)
      ahead.removeFirst()
      count += 1
    }
    try watch.gave(count, from: start, limit, try host.session)
  }

  private mutating func give(_ event: Event) throws {
    guard watch.timesNext() else { return try host.receive(.market(event)) }
    let before = SessionCount(try host.session)
    let start = HostClock.monotonicNanos
    try host.receive(.market(event))
    let end = HostClock.monotonicNanos
    watch.took(
      SessionStep(before, SessionCount(try host.session)), from: start, to: end, at: event.time)
  }

  /// Gives the recorded commands that the session has come to; one whose place was passed comes late,
  /// and the hash will tell.
  private mutating func giveAgain() throws {
    while let command = recorded.first, let now = host.machine.commandPlace,
      now.place > command.place || now.place == command.place && now.time >= command.time
    {
      try host.receive(command.input)
      recorded.removeFirst()
    }
  }

  private mutating func note() throws {
    let events = try host.settle()
    let session = try host.session
    try watch.took(events, areKept: directory != nil, session)
    status.update(session, steps: watch.steps)
  }
}
