public import Core

/// Plain counters of a run, kept while it happens; the summary only renders them.
public struct SimulationMetrics: Sendable, Equatable {
  /// All events of the tape.
  public internal(set) var events = KindCounts()
  /// Events of each regime, in the order of the script's names.
  public internal(set) var regimes: [RegimeMetrics]
  /// Refusals by reason.
  public internal(set) var rejects = TokenCounts<RejectReason>()
  /// Messages thrown away by reason.
  public internal(set) var drops = TokenCounts<DropReason>()
  /// Messages agents sent, before the channel lost or doubled any.
  public internal(set) var messagesSent: UInt64 = 0
  /// Messages the venue handled.
  public internal(set) var messagesHandled: UInt64 = 0
  /// Messages that waited with their sender because the inbox was full.
  public internal(set) var messagesBlocked: UInt64 = 0
  /// Messages that arrived after a later one of the same source and were handled.
  public internal(set) var messagesLate: UInt64 = 0
  /// Source numbers reported missing.
  public internal(set) var numbersMissing: UInt64 = 0
  /// Depth of the inbox as each message came in.
  public internal(set) var queueDepth = DepthMetrics()
  /// Trades and prices of each instrument.
  public internal(set) var instruments: [InstrumentMetrics]
  /// Events at which an order's life broke its rules; always zero unless we have a bug.
  public internal(set) var lifecycleViolations: UInt64 = 0

  init(regimes: Int, instruments: Int) {
    self.regimes = Array(repeating: RegimeMetrics(), count: regimes)
    self.instruments = Array(repeating: InstrumentMetrics(), count: instruments)
  }
}

/// Counters of one regime, over all the times it was in force.
public struct RegimeMetrics: Sendable, Equatable {
  /// Event time spent in it.
  public internal(set) var time = Nanoseconds.zero
  /// Its events.
  public internal(set) var events = KindCounts()
  /// Deepest inbox.
  public internal(set) var deepestQueue = 0
  /// Sum of the sampled spreads in raw price units, and how many there were.
  public internal(set) var spreads = (sum: Int64(0), count: Int64(0))

  /// Equal when every counter is.
  public static func == (left: RegimeMetrics, right: RegimeMetrics) -> Bool {
    left.time == right.time && left.events == right.events
      && left.deepestQueue == right.deepestQueue && left.spreads == right.spreads
  }
}

/// Depth of a queue over many looks.
public struct DepthMetrics: Sendable, Equatable {
  /// Deepest.
  public internal(set) var deepest = 0
  /// Sum over all looks.
  public internal(set) var sum: UInt64 = 0
  /// Looks.
  public internal(set) var looks: UInt64 = 0

  mutating func look(_ depth: Int) {
    deepest = max(deepest, depth)
    sum += UInt64(depth)
    looks += 1
  }
}

/// Counters of one instrument.
public struct InstrumentMetrics: Sendable, Equatable {
  /// Quantity traded.
  public internal(set) var tradedLots: Int64 = 0
  /// Price times quantity over all trades, exact.
  public internal(set) var notional = Notional.zero
  /// Prices of the first, highest, lowest and last trade.
  public internal(set) var prices: (open: Price, high: Price, low: Price, close: Price)?
  var samples = PriceSamples()

  mutating func traded(_ trade: Trade) {
    tradedLots += trade.quantity.rawValue
    notional += Notional(trade.price, trade.quantity)
    let known = prices ?? (trade.price, trade.price, trade.price, trade.price)
    prices = (known.open, max(known.high, trade.price), min(known.low, trade.price), trade.price)
  }

  /// Equal when every counter is.
  public static func == (left: InstrumentMetrics, right: InstrumentMetrics) -> Bool {
    left.encoded() == right.encoded()
  }
}

/// How often each word of a closed set came up.
public struct TokenCounts<Token: TapeToken & Comparable>: Sendable, Equatable {
  var counts: [UInt64] = Array(repeating: 0, count: Token.allCases.count + 1)

  /// How often this word came up.
  public subscript(token: Token) -> UInt64 { counts[Int(token.rawValue)] }

  /// How often any came up.
  public var total: UInt64 { counts.reduce(0, +) }

  mutating func add(_ token: Token) { counts[Int(token.rawValue)] += 1 }
}
