import Core

/// Walks through the script: says how busy the market is now and when the next phase is due.
struct RegimeDirector {
  let script: RegimeScript
  /// Phases entered so far; zero before the first.
  private(set) var entered = 0
  private(set) var start = Timestamp.zero
  /// The phase in force; before the first one, the one to come.
  private(set) var phase: RegimePhase
  /// Position of the phase in force among the script's names; nil before the first.
  private(set) var regime: Int?
  private var ordersInPhase: UInt64 = 0
  private var tradesInPhase: UInt64 = 0
  /// Position of each phase's name among the script's names.
  private let regimes: [Int]

  init(_ script: RegimeScript) {
    self.script = script
    regimes = script.regimes
    phase = script.phase(0)
  }

  /// When the phase ends, if time ends it.
  var deadline: Timestamp? {
    switch phase.end {
    case .after(let time): start.advanced(by: max(time, RegimePhase.shortest))
    case .orders, .trades: nil
    }
  }

  /// Whether a threshold has been reached.
  var isOver: Bool {
    switch phase.end {
    case .after: false
    case .orders(let limit): ordersInPhase >= limit
    case .trades(let limit): tradesInPhase >= limit
    }
  }

  /// Order flow now, in thousandths of the configured rates.
  func flow(at now: Timestamp) -> UInt64 { phase.flow(after: now.since(start)) }

  /// Enters the next phase.
  mutating func enterNext(at now: Timestamp) {
    entered += 1
    takeUpPhase()
    start = now
    ordersInPhase = 0
    tradesInPhase = 0
  }

  /// Sets what follows from the number of phases entered.
  private mutating func takeUpPhase() {
    phase = script.phase(max(0, entered - 1))
    regime = entered > 0 ? regimes[(entered - 1) % regimes.count] : nil
  }

  /// Counts what thresholds look at.
  mutating func observe(_ kind: EventKind) {
    if kind == .newOrder { ordersInPhase += 1 }
    if kind == .trade { tradesInPhase += 1 }
  }
}

extension RegimeDirector {
  /// Writes the place in the script; the script itself is configuration.
  func encode(into writer: inout ByteWriter) {
    writer.append(entered)
    start.encode(into: &writer)
    writer.append(ordersInPhase)
    writer.append(tradesInPhase)
  }

  init(_ script: RegimeScript, decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(script)
    entered = Int(try reader.counter())
    takeUpPhase()
    start = try Timestamp(decoding: &reader)
    ordersInPhase = try reader.counter()
    tradesInPhase = try reader.counter()
  }
}
