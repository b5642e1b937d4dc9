import Backtest
import Core
import HostIO
import PlanHost

/// One session: market in, commands in, tape out, at the pace that was asked for.
struct PaperRun: ~Copyable {
  /// Market time that passes between two looks at the clock, the control file and the screen.
  private static let step = Nanoseconds(50_000_000)

  /// Events of the market that are read ahead.
  private static let chunk = 2_048

  private let plan: BacktestPlan
  private let operatorParty: PartyID
  private var market: MarketInput
  private var session: Session
  private var isMarketOver = false
  /// Commands of an earlier run that are still to come in again.
  private var recorded: ArraySlice<RecordedCommand>
  private var control: ControlFile?
  private var tape: SessionTape?
  private let directory: SessionDirectory?
  private var status: PaperStatus

  private init(
    _ plan: BacktestPlan, on market: consuming MarketInput, _ session: Session,
    _ directory: SessionDirectory?, _ tape: consuming SessionTape?,
    _ commands: [RecordedCommand], _ control: ControlFile?
  ) {
    self.plan = plan
    operatorParty = plan.operatorParty(on: market.header)
    self.market = market
    self.session = session
    self.directory = directory
    self.tape = tape
    recorded = commands[...]
    self.control = control
    status = PaperStatus()
  }

  /// Opens the market and the session's files.
  static func open(
    _ plan: BacktestPlan, _ market: PaperMarket, _ directory: SessionDirectory?,
    _ commands: [RecordedCommand], control path: String?
  ) throws -> PaperRun {
    let input = try market.open(seed: plan.seed)
    let session: Session
    do throws(PlanError) {
      session = try plan.session(on: input.header, keepsTape: directory != nil)
    } catch { throw BadInput("\(error)") }
    var tape: SessionTape?
    if let directory {
      tape = try SessionTape.begin(directory, plan.sessionHeader(on: input.header))
    }
    return PaperRun(
      plan, on: input, session, directory, tape, commands, path.map(ControlFile.init(path:)))
  }

  /// Plays to the end of the market, to `quit`, or to Ctrl-C.
  mutating func play(at speed: PlaybackSpeed) throws {
    var pacer = Pacer(speed: speed)
    var isInterrupted = false
    while !session.isFinished {
      if session.nextTime == nil, !isMarketOver { try feed() }
      if let command = recorded.first {
        session.advance(toPlace: command.place, at: command.time)
        if session.commandPlace.place == command.place {
          session.command(command.word, from: operatorParty, at: command.time)
          recorded.removeFirst()
        }
      } else {
        try obeyControl()
        if Interruption.isRequested, !isInterrupted {
          isInterrupted = true
          try give(.quit)
        }
        if let next = session.nextTime {
          let limit = max(next, session.now.advanced(by: Self.step))
          if speed != .max, !isInterrupted {
            _ = pacer.wait(forEventNanos: limit.nanoseconds, beforeWaiting: {})
          }
          session.advance(to: limit)
        }
      }
      try tape?.write(&session)
      status.update(session)
    }
    status.erase()
  }

  /// Completes tape and report.
  mutating func finish() throws -> BacktestReport {
    try tape?.write(&session)
    if let tape = tape.take() { try tape.finish() }
    market.quiet()
    // How far a market was read ahead before `quit` is nobody's doing: what the session made of it
    // is in the decision hash.
    let identity = RunIdentity(
      market: market.name, seed: plan.seed, marketHash: session.isQuit ? 0 : market.hash,
      marketEvents: session.isQuit ? 0 : market.eventCount, settings: plan.settings)
    let report = BacktestReport(session, identity: identity)
    try directory?.write(report)
    return report
  }

  private mutating func feed() throws {
    let events = try market.next(atMost: Self.chunk)
    if events.isEmpty {
      isMarketOver = true
      session.completeTape()
    } else {
      session.append(events)
    }
  }

  private mutating func obeyControl() throws {
    guard var file = control.take() else { return }
    for word in try file.newCommands() { try give(word) }
    control = file
  }

  /// Durable first, then done.
  private mutating func give(_ word: OperatorWord) throws {
    let place = session.commandPlace
    try tape?.log(RecordedCommand(place: place.place, time: place.time, word: word))
    session.command(word, from: operatorParty, at: place.time)
  }
}

/// Commands that people append to a file; what was there before the session began is not for it.
struct ControlFile {
  private static let interval: Int64 = 50_000_000

  private let path: String
  private var seen = 0
  private var nextLook: Int64 = 0

  init(path: String) { self.path = path }

  /// Words that were added since the last look; at most one look in 50 ms. A file that is not there
  /// yet says nothing.
  mutating func newCommands() throws -> [OperatorWord] {
    let now = HostClock.monotonicNanos
    guard now >= nextLook else { return [] }
    nextLook = now + Self.interval
    guard var file = try? InputFile(path: path) else { return [] }
    let text = String(decoding: try file.readAll(), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    guard lines.count > seen else { return [] }
    defer { seen = lines.count }
    return lines.dropFirst(seen).compactMap { line in
      let word = line.filter { $0 != " " && $0 != "\r" }
      if word.isEmpty { return nil }
      let command = RecordedCommand.word(word)
      if command == nil {
        StandardError().writeLine("paper: \(path): '\(word)' is no command")
      }
      return command
    }
  }
}

/// The session's own tape and command log on their way to files.
struct SessionTape: ~Copyable {
  private var file: OutputFile
  private var commands: OutputFile
  private var encoder: TapeEncoder
  private var bytes: [UInt8] = []
  private var events: [Event] = []

  private init(
    _ file: consuming OutputFile, _ commands: consuming OutputFile, _ encoder: TapeEncoder
  ) {
    self.file = file
    self.commands = commands
    self.encoder = encoder
  }

  /// Begins both files.
  static func begin(_ directory: SessionDirectory, _ header: TapeHeader) throws -> SessionTape {
    let file = try directory.tape()
    let commands = try directory.commandLog()
    var tape = SessionTape(file, commands, TapeEncoder(header, form: .text))
    tape.encoder.begin(into: &tape.bytes)
    return tape
  }

  /// Writes what the session has done since the last time.
  mutating func write(_ session: inout Session) throws {
    session.takeTape(into: &events)
    for event in events { try encoder.write(event, into: &bytes) }
    events.removeAll(keepingCapacity: true)
    try file.write(bytes)
    bytes.removeAll(keepingCapacity: true)
    try file.flush()
  }

  /// Makes a command durable.
  mutating func log(_ command: RecordedCommand) throws {
    try commands.write(command.line)
    try commands.flush()
    try commands.sync()
  }

  consuming func finish() throws {
    encoder.finish(into: &bytes)
    try file.write(bytes)
    try file.finish()
    try commands.finish()
  }
}
