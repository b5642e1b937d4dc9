public import Core
internal import Engine
public import Node
internal import Strategy

/// A session as a machine that a node can host: the market and operators' commands in, the session's
/// own tape out.
///
/// What it asks of the world is to keep that tape, so an event is on it only when what caused it is
/// durable. After a crash the newest snapshot and the log behind it bring the session back, and the
/// market goes on behind the `marketCount` events that it has had.
public struct SessionMachine: Sendable {
  /// How it was opened; nil before its first input.
  public private(set) var opening: SessionOpening?
  /// The session; nil before the opening, and where its settings do not fit its market.
  public private(set) var session: Session?
  /// How many inputs were passed over: before the opening, behind the market's end or a `quit`, and a
  /// second opening. A log that one program wrote has none.
  public private(set) var ignoredCount: UInt64 = 0
  /// How many market events were taken in.
  public private(set) var marketCount: UInt64 = 0
  private var isMarketOver = false

  /// A machine without a session.
  public init() {}

  /// Stands in every segment of the log of a session that was opened so.
  public var configuration: UInt64? { opening?.configuration }

  private mutating func open(_ opening: SessionOpening) {
    self.opening = opening
    let plan = try? opening.plan()
    session = try? plan?.session(on: opening.header, keepsTape: true)
  }

  private mutating func obey(_ word: OperatorWord) {
    guard let (time, _) = session?.commandPlace, let opening, let plan = try? opening.plan() else {
      return
    }
    session?.command(word, from: plan.operatorParty(on: opening.header), at: time)
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
    for place in record.indices { bytes.append(record[place]) }
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
      marketCount += 1
      session?.append([event])
      session?.advance()
    case .marketOver where isOpen:
      isMarketOver = true
      session?.completeTape()
      session?.advance()
    case .command(let word) where session != nil && session?.isQuit == false:
      obey(word)
      session?.advance()
    case .opened, .market, .marketOver, .command: ignoredCount += 1
    }
    session?.takeTape(into: &effects)
  }

  private var isOpen: Bool { session != nil && session?.isQuit == false && !isMarketOver }
}

extension SessionMachine: Persistable {
  /// Writes opening, session and counters.
  public func encode(into writer: inout ByteWriter) {
    writer.append(opening)
    writer.append(session)
    writer.append(ignoredCount)
    writer.append(marketCount)
    writer.append(isMarketOver)
  }

  /// Reads them back; a session on another market than the opening's is refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    opening = try reader.optional(SessionOpening.self)
    session = try reader.optional(Session.self)
    ignoredCount = try reader.word()
    marketCount = try reader.word()
    isMarketOver = try reader.flag()
    if let session {
      guard session.engine.market.instruments == opening?.header.instruments else {
        throw reader.invalid("instruments")
      }
    }
  }
}
