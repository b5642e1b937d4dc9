public import Core

/// A made-up market told level by level (L2), row after row: what a crypto exchange's depth feed
/// and prints look like, from a seed, without end.
///
/// Messages of one to eight rows, five thousand rows a second, most of them near the best prices.
/// A level in twelve rows ends or begins for three that change; the best prices wander by a tick at
/// a time; four rows in a hundred are prints. The sides never cross. Part of the benchmarks'
/// definition, so it has its own source of chance, and integers only.
public struct LevelMarket {
  /// Prices are multiples of this many raw units.
  public static let tick: Int64 = 10
  /// The one instrument: prices with two decimals, quantities with three.
  public static let instrument = InstrumentID(1)

  private static let places = 4096

  private var random: WorkloadRandom
  private var time: Int64 = 1_700_000_000_000_000_000
  private var receiveTime: Int64 = 0
  private var sequence: UInt64 = 0
  private var rowsLeft: UInt32 = 0
  /// Place of the best price that a bid may have; an offer's is the one above.
  private var middle = LevelMarket.places / 2
  private let prices = (0..<LevelMarket.places).compactMap {
    Price(rawValue: 6_000_000 + Int64($0) * LevelMarket.tick)
  }
  /// Raw quantities of bids and offers by place.
  private var bids = Array(repeating: Int64(0), count: LevelMarket.places)
  private var asks = Array(repeating: Int64(0), count: LevelMarket.places)
  /// The market of a seed.
  public init(seed: UInt64) { random = WorkloadRandom(seed: seed) }

  /// The next row.
  public mutating func next() -> Event {
    if rowsLeft == 0 { beginMessage() }
    rowsLeft -= 1
    sequence += 1
    return Event(
      sequence: TapeSequence(sequence), time: Timestamp(nanoseconds: time) ?? .zero,
      receiveTime: Timestamp(nanoseconds: receiveTime), instrument: Self.instrument,
      payload: payload())
  }

  /// What a tape of such a market says of itself.
  public static var header: TapeHeader {
    var header = TapeHeader(seed: 42)
    guard let prices = DecimalScale(digits: 2), let quantities = DecimalScale(digits: 3) else {
      return header
    }
    _ = header.addInstrument(
      symbol: "LEVELS", priceScale: prices, quantityScale: quantities, currency: "USD",
      rules: .unrestricted)
    return header
  }

  /// The first `count` rows.
  public static func rows(_ count: Int, seed: UInt64) -> [Event] {
    var market = LevelMarket(seed: seed)
    var rows: [Event] = []
    rows.reserveCapacity(count)
    for _ in 0..<count { rows.append(market.next()) }
    return rows
  }

  /// Mean of 4.5 rows a message and 0.9 ms between two; half a millisecond to arrive, in order.
  private mutating func beginMessage() {
    rowsLeft = 1 + random.bounded(8)
    time += 20_000 + Int64(random.geometric()) * 125_000
    receiveTime = max(receiveTime, time + 400_000 + Int64(random.bounded(200_000)))
  }

  private mutating func payload() -> EventPayload {
    let draw = random.bounded(100)
    if draw < 4, rowsLeft > 0, let print = print() { return print }
    if draw < 8 { return wander() }
    let side: Side = random.next() & 1 == 0 ? .buy : .sell
    let distance = Int(random.geometric())
    let place = side == .buy ? middle - distance : middle + 1 + distance
    let standing = side == .buy ? bids[place] : asks[place]
    let ends = standing > 0 && random.bounded(8) == 0
    return set(side, place, ends ? 0 : newQuantity())
  }

  /// A trade with half of what stands at a best price; nil where nothing does.
  private mutating func print() -> EventPayload? {
    let aggressor: Side = random.next() & 1 == 0 ? .buy : .sell
    let place = aggressor == .buy ? middle + 1 : middle
    let standing = aggressor == .buy ? asks[place] : bids[place]
    guard standing > 0, let quantity = Quantity(rawValue: (standing + 1) / 2) else { return nil }
    return .trade(
      Trade(
        trade: TradeID(sequence), price: prices[place], quantity: quantity,
        aggressor: aggressor))
  }

  /// Moves the middle by one place: the level that it passes ends, or the other side takes the
  /// place that became free.
  private mutating func wander() -> EventPayload {
    let rises = middle < 1024 || middle < 3072 && random.next() & 1 == 0
    if rises { middle += 1 }
    let place = middle
    if !rises { middle -= 1 }
    if rises { return asks[place] > 0 ? set(.sell, place, 0) : set(.buy, place, newQuantity()) }
    return bids[place] > 0 ? set(.buy, place, 0) : set(.sell, place, newQuantity())
  }

  private mutating func newQuantity() -> Int64 { Int64(1 + random.bounded(50_000)) }

  private mutating func set(_ side: Side, _ place: Int, _ quantity: Int64) -> EventPayload {
    if side == .buy { bids[place] = quantity } else { asks[place] = quantity }
    return .bookUpdate(
      BookUpdate(
        action: .set, side: side, price: prices[place],
        quantity: Quantity(rawValue: quantity) ?? .zero, isLast: rowsLeft == 0))
  }
}
