public import Core

/// A made-up market told level by level (L2), row after row: what a crypto exchange's depth feed
/// and prints look like, from a seed, without end.
///
/// Messages of one to eight rows, five thousand rows a second, most of them near the best prices.
/// A level in twelve rows ends or begins for three that change; the best prices wander by a tick at
/// a time; four rows in a hundred are prints. The sides never cross. Part of the benchmarks'
/// definition, so it has its own source of chance, and integers only.
public struct LevelMarket: MadeUpMarket {
  /// Prices are multiples of this many raw units.
  public static let tick: Int64 = 10
  /// The one instrument: prices with two decimals, quantities with three.
  public static let instrument = InstrumentID(1)

  private var feed: MarketFeed
  /// Place of the best price that a bid may have; an offer's is the one above.
  private var middle = MarketFeed.places / 2
  /// Raw quantities of bids and offers by place.
  private var bids = Array(repeating: Int64(0), count: MarketFeed.places)
  private var asks = Array(repeating: Int64(0), count: MarketFeed.places)
  /// The market of a seed.
  public init(seed: UInt64) { feed = MarketFeed(seed: seed) }

  /// The next row.
  public mutating func next() -> Event {
    feed.beginRow()
    return feed.event(payload())
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

  private mutating func payload() -> EventPayload {
    let draw = feed.random.bounded(100)
    if draw < 4, feed.rowsLeft > 0, let print = print() { return print }
    if draw < 8 { return wander() }
    let side = feed.side()
    let distance = Int(feed.random.geometric())
    let place = side == .buy ? middle - distance : middle + 1 + distance
    let standing = side == .buy ? bids[place] : asks[place]
    let ends = standing > 0 && feed.random.bounded(8) == 0
    return set(side, place, ends ? 0 : newQuantity())
  }

  /// A trade with half of what stands at a best price; nil where nothing does.
  private mutating func print() -> EventPayload? {
    let aggressor = feed.side()
    let place = aggressor == .buy ? middle + 1 : middle
    let standing = aggressor == .buy ? asks[place] : bids[place]
    guard standing > 0, let quantity = Quantity(rawValue: (standing + 1) / 2) else { return nil }
    return .trade(
      Trade(
        trade: TradeID(feed.sequence), price: feed.prices[place], quantity: quantity,
        aggressor: aggressor))
  }

  /// Moves the middle by one place: the level that it passes ends, or the other side takes the
  /// place that became free.
  private mutating func wander() -> EventPayload {
    let rises = middle < 1024 || middle < 3072 && feed.random.next() & 1 == 0
    if rises { middle += 1 }
    let place = middle
    if !rises { middle -= 1 }
    if rises { return asks[place] > 0 ? set(.sell, place, 0) : set(.buy, place, newQuantity()) }
    return bids[place] > 0 ? set(.buy, place, 0) : set(.sell, place, newQuantity())
  }

  private mutating func newQuantity() -> Int64 { Int64(1 + feed.random.bounded(50_000)) }

  private mutating func set(_ side: Side, _ place: Int, _ quantity: Int64) -> EventPayload {
    if side == .buy { bids[place] = quantity } else { asks[place] = quantity }
    return .bookUpdate(
      BookUpdate(
        action: .set, side: side, price: feed.prices[place],
        quantity: Quantity(rawValue: quantity) ?? .zero, isLast: feed.rowsLeft == 0))
  }
}
