public import Core

/// A made-up market, told row after row from a seed, without end. Part of the benchmarks' definition:
/// it has its own source of chance, and integers only.
public protocol MadeUpMarket {
  /// The market of a seed.
  init(seed: UInt64)
  /// The next row.
  mutating func next() -> Event
}

extension MadeUpMarket {
  /// The first `count` rows.
  public static func rows(_ count: Int, seed: UInt64) -> [Event] {
    var market = Self(seed: seed)
    var rows: [Event] = []
    rows.reserveCapacity(count)
    for _ in 0..<count { rows.append(market.next()) }
    return rows
  }
}

/// How rows come: in messages of one to eight, five thousand rows a second, each half a millisecond
/// on its way; and the grid of prices that they are about.
struct MarketFeed {
  /// Places of prices.
  static let places = 4096
  /// Prices by place.
  let prices = (0..<MarketFeed.places).compactMap {
    Price(rawValue: 6_000_000 + Int64($0) * LevelMarket.tick)
  }

  var random: WorkloadRandom
  private(set) var sequence: UInt64 = 0
  /// How many rows of the message come behind this one.
  private(set) var rowsLeft: UInt32 = 0
  private var time: Int64 = 1_700_000_000_000_000_000
  private var receiveTime: Int64 = 0

  init(seed: UInt64) { random = WorkloadRandom(seed: seed) }

  /// Goes on to the next row. Mean of 4.5 rows a message and 0.9 ms between two; they arrive in order.
  mutating func beginRow() {
    if rowsLeft == 0 {
      rowsLeft = 1 + random.bounded(8)
      time += 20_000 + Int64(random.geometric()) * 125_000
      receiveTime = max(receiveTime, time + 400_000 + Int64(random.bounded(200_000)))
    }
    rowsLeft -= 1
    sequence += 1
  }

  /// The row as an event.
  func event(_ payload: EventPayload) -> Event {
    Event(
      sequence: TapeSequence(sequence), time: Timestamp(nanoseconds: time) ?? .zero,
      receiveTime: Timestamp(nanoseconds: receiveTime), instrument: LevelMarket.instrument,
      payload: payload)
  }

  /// A side by chance.
  mutating func side() -> Side { random.next() & 1 == 0 ? .buy : .sell }
}
