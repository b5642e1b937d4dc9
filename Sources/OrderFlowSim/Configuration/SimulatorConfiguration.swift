public import Core

/// Everything that shapes a simulated run: equal configurations give equal tapes.
///
/// Whoever sets fields in code keeps to the ranges of the settings table; `apply(key:text:)` sees
/// to it.
public struct SimulatorConfiguration: Sendable, Equatable {
  /// Master seed; each component's stream is derived from it and the component's name.
  public var seed: UInt64 = 42
  /// Event time at which the run ends.
  public var duration = Nanoseconds(10_000_000_000)
  /// Number of events after which the run ends, whichever comes first; zero for no such limit.
  public var eventLimit: UInt64 = 0
  /// What is traded.
  public var symbols: [SymbolSetting] = [SymbolSetting(name: "ACME", price: 10_000)]
  /// Whether things happen at any nanosecond, or at the next tick of a fixed grid.
  public var clock = SimulationClock.eventTime
  /// Phases of the market.
  public var regimes = RegimeScript.standard
  /// How many agents of each kind a symbol has, and how busy each is.
  public var agents = AgentSettings()
  /// The venue's bounded inbox.
  public var inbox = InboxSettings()
  /// Delays and faults between agents and venue.
  public var channel = ChannelSettings()

  /// The default market.
  public init() {}

  /// Decimals of every simulated price: cents.
  public static let priceScale = DecimalScale(digits: 2) ?? .whole
  /// Decimals of every simulated quantity: whole lots.
  public static let quantityScale = DecimalScale.whole
}

/// A symbol and the price around which its market opens.
public struct SymbolSetting: Sendable, Equatable {
  /// Name on the tape.
  public var name: String
  /// Opening price in cents.
  public var price: Int64

  /// Most symbols of a market.
  static let limit = 64
}

/// How simulated time moves.
public enum SimulationClock: Sendable, Equatable {
  /// Each thing happens at its own nanosecond.
  case eventTime
  /// Everything due since the last tick happens at the next one.
  case ticks(Nanoseconds)

  /// `time`, moved to the tick on which it happens.
  func aligned(_ time: Timestamp) -> Timestamp {
    switch self {
    case .eventTime: return time
    case .ticks(let interval):
      let rest = time.nanoseconds % max(1, interval.count)
      return rest == 0 ? time : time.advanced(by: Nanoseconds(interval.count - rest))
    }
  }
}

/// Agents of one kind.
public struct AgentGroup: Sendable, Equatable {
  /// How many of them each symbol has.
  public var count: UInt64
  /// How often each of them acts, in thousandths of a time a second.
  public var rate: UInt64
  /// Average order size in lots.
  public var size: UInt64

  /// Most agents of a kind that a symbol has. Five kinds of 64 symbols are 64,000 parties, which a
  /// tape's header can name.
  static let limit: UInt64 = 200
  /// Largest average order.
  static let largestSize: UInt64 = 10_000
}

/// The agents of a market.
public struct AgentSettings: Sendable, Equatable {
  /// Random orders and cancels on both sides.
  public var noise = AgentGroup(count: 8, rate: 20_000, size: 20)
  /// Two-sided quotes, amended as the market moves.
  public var maker = AgentGroup(count: 3, rate: 25_000, size: 50)
  /// Takes in the direction of the last move.
  public var momentum = AgentGroup(count: 2, rate: 6_000, size: 30)
  /// Works large one-sided interests in slices, until its position limit refuses more.
  public var inventory = AgentGroup(count: 2, rate: 60_000, size: 20)
  /// Floods and withdraws when a cancel storm is on.
  public var storm = AgentGroup(count: 1, rate: 60_000, size: 10)
  /// Further looks around that a trade brings on, in thousandths; zero: trades excite nobody.
  public var feedback: UInt64 = 2_500
  /// Ticks between a maker's fair price and its quotes.
  public var makerHalfSpread: UInt64 = 2
  /// Largest position of any party, in lots, long or short; the venue refuses orders beyond it.
  public var positionLimit: UInt64 = 1_000

  /// How often all agents of a symbol together look around that follow the flow, in thousandths
  /// of a time a second.
  var flowRate: UInt64 {
    AgentKind.allCases.filter { $0.activity == .flow }.reduce(0) { sum, kind in
      let group = kind.group(self)
      return sum + group.count * group.rate
    }
  }
}

/// The venue's bounded inbox.
public struct InboxSettings: Sendable, Equatable {
  /// How many messages may wait.
  public var capacity: UInt64 = 256
  /// What happens to a message that finds the inbox full.
  public var overflow = OverflowPolicy.dropNewest
  /// How long the venue works on one message.
  public var serviceTime = Nanoseconds(20_000)
}

/// What happens to a message that finds the inbox full.
public enum OverflowPolicy: String, Sendable, Equatable, CaseIterable {
  /// The message that waited longest makes room.
  case dropOldest = "drop-oldest"
  /// The newcomer is thrown away.
  case dropNewest = "drop-newest"
  /// The newcomer is refused, and its sender is told.
  case reject
  /// The newcomer waits with its sender, who sends nothing more until it is in.
  case block
}

/// Delays and faults between agents and venue.
public struct ChannelSettings: Sendable, Equatable {
  /// Delay of every message.
  public var latency = Nanoseconds(150_000)
  /// Largest further delay of a new order, drawn uniformly.
  public var newJitter = Nanoseconds(100_000)
  /// Largest further delay of a cancel, drawn uniformly.
  public var cancelJitter = Nanoseconds(100_000)
  /// Largest further delay of an amend, drawn uniformly.
  public var amendJitter = Nanoseconds(100_000)
  /// Share of messages that are lost, in millionths.
  public var loss: UInt64 = 0
  /// Share of messages that arrive twice, in millionths.
  public var duplicates: UInt64 = 0
  /// Share of messages that are held up long enough to be overtaken, in millionths.
  public var reordering: UInt64 = 0
  /// Whether a message that was overtaken is still handled.
  public var latePolicy = LatePolicy.accept
}

/// What the venue does with a message whose source has already been heard with a later number.
public enum LatePolicy: String, Sendable, Equatable, CaseIterable {
  /// Handles it like any other.
  case accept
  /// Throws it away.
  case drop
}
