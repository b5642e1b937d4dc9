public import Core
internal import Engine
public import Node
public import Risk
internal import Strategy

/// A session as a machine that a node can host: the market and operators' commands in, the session's
/// own tape out.
///
/// What it asks of the world is to keep that tape, so an event is on it only when what caused it is
/// durable. After a crash the newest snapshot and the log behind it bring the session back, and the
/// market goes on behind the events that it has had, which `market` counts and can be told by.
public struct SessionMachine: Sendable {
  /// How it was opened; nil before its first input.
  public private(set) var opening: SessionOpening?
  /// The session; nil before the opening, and where its settings do not fit its market.
  public private(set) var session: Session?
  /// How many inputs were passed over: before the opening, behind the market's end or a `quit`, and a
  /// second opening. A log that one program wrote has none.
  public private(set) var ignoredCount: UInt64 = 0
  /// Hash of the market events that were taken in, and how many there were.
  public private(set) var market = TraceHash()
  /// Hash of the session's tape as far as it left the machine, and how many events that is.
  public private(set) var tapeHash = TraceHash()
  /// What recovery did behind the snapshot. No part of the state.
  public private(set) var replayed = ReplayedTape()
  private var isMarketOver = false

  /// The end of a session's tape, as the log behind a snapshot gives it again: a program that keeps
  /// the tape lost at most this much of it.
  public struct ReplayedTape: Sendable {
    /// The tape up to the snapshot.
    public fileprivate(set) var before = TraceHash()
    /// What is behind it.
    public fileprivate(set) var events: [Event] = []
  }

  /// A machine without a session.
  public init() {}

  /// Stands in every segment of the log of a session that was opened so.
  public var configuration: UInt64? { opening?.configuration }

  /// Whether everything that the market and operators led to has happened.
  public var isFinished: Bool { session?.isFinished ?? false }

  /// When a command that is given now happens, and where on the session's tape.
  public var commandPlace: (time: Timestamp, place: TapeSequence)? { session?.commandPlace }

  /// The limits that a `reload` of these settings would bring.
  /// - Throws: `PlanError` where they do not fit the session; the machine would pass them over.
  public func limits(_ settings: [RunIdentity.Setting]) throws(PlanError) -> RiskLimits {
    guard let opening, let session else {
      throw PlanError(key: "limits", text: "", expected: "a session")
    }
    let limits = try opening.plan().limits(settings, on: opening.header)
    do throws(InvalidLimits) { try session.engine.risk.check(limits) } catch {
      throw PlanError(key: "limits", text: "", expected: "\(error)")
    }
    return limits
  }

  private mutating func open(_ opening: SessionOpening) {
    self.opening = opening
    let plan = try? opening.plan()
    session = try? plan?.session(on: opening.header, keepsTape: true)
  }

  private mutating func obey(_ word: OperatorWord) {
    guard let (time, party) = command else { return }
    session?.command(word, from: party, at: time)
  }

  private mutating func reload(_ settings: [RunIdentity.Setting]) {
    guard let (time, party) = command, let limits = try? limits(settings),
      (try? session?.reload(limits, from: party, at: time)) != nil
    else {
      ignoredCount += 1
      return
    }
  }

  /// When a command happens, and who gives it.
  private var command: (time: Timestamp, party: PartyID)? {
    guard let (time, _) = commandPlace, let opening, let plan = try? opening.plan() else {
      return nil
    }
    return (time, plan.operatorParty(on: opening.header))
  }
}

extension SessionMachine: LoggedMachine {
  /// Appends the input's record.
  public static func encode(_ input: SessionInput, into record: inout [UInt8]) {
    record.append(contentsOf: input.encoded())
  }

  /// Reads an input back.
  public static func input(from record: Span<UInt8>) -> SessionInput? {
    var bytes: [UInt8] = []
    bytes.append(copying: record)
    var reader = ByteReader(bytes)
    guard let input = try? SessionInput(decoding: &reader), (try? reader.finish()) != nil else {
      return nil
    }
    return input
  }

  /// Moves on by one input and appends what the session's tape has more.
  public mutating func apply(_ input: SessionInput, into effects: inout [Event]) {
    switch input {
    case .opened(let opening) where self.opening == nil: open(opening)
    case .market(let event) where isOpen:
      market.fold(event)
      session?.append([event])
      session?.advance()
    case .marketOver where isOpen:
      isMarketOver = true
      session?.completeTape()
      session?.advance()
    case .command(let word) where isRunning:
      obey(word)
      session?.advance()
    case .reload(let settings) where isRunning:
      reload(settings)
      session?.advance()
    case .opened, .market, .marketOver, .command, .reload: ignoredCount += 1
    }
    let known = effects.count
    session?.takeTape(into: &effects)
    for place in known..<effects.count { tapeHash.fold(effects[place]) }
  }

  /// The same, but the tape stays here, to be compared with what was kept of it.
  public mutating func replay(_ record: Span<UInt8>) -> Bool {
    guard let input = Self.input(from: record) else { return false }
    var events: [Event] = []
    swap(&events, &replayed.events)
    apply(input, into: &events)
    swap(&events, &replayed.events)
    return true
  }

  private var isRunning: Bool { session?.isQuit == false }
  private var isOpen: Bool { isRunning && !isMarketOver }
}

extension SessionMachine: Persistable {
  /// Writes opening, session, counters and the tape's hash.
  public func encode(into writer: inout ByteWriter) {
    writer.append(opening)
    writer.append(session)
    writer.append(ignoredCount)
    market.encode(into: &writer)
    writer.append(isMarketOver)
    tapeHash.encode(into: &writer)
  }

  /// Reads them back; a session on another market than the opening's is refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    opening = try reader.optional(SessionOpening.self)
    session = try reader.optional(Session.self)
    ignoredCount = try reader.word()
    market = try TraceHash(decoding: &reader)
    isMarketOver = try reader.flag()
    tapeHash = try TraceHash(decoding: &reader)
    replayed.before = tapeHash
    if let session {
      guard session.engine.market.instruments == opening?.header.instruments else {
        throw reader.invalid("instruments")
      }
    }
  }
}
