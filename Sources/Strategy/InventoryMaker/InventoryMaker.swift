public import Core
internal import OrderBook

/// Quotes both sides around a price that leans against its own inventory.
///
/// M. Avellaneda and S. Stoikov, "High-frequency trading in a limit order book", Quantitative
/// Finance 8 (2008), 217–224. With the middle s, an inventory of q sizes, the variance σ² of the
/// middle a second, and time in seconds, distances in ticks:
///
///     centre   r = s − q·γ·σ²·τ                      long: quote lower, to sell sooner
///     half     δ = ½·γ·σ²·τ + ln(1 + γ/k)/γ          restless or risk-averse: quote wider
///     bid      r − δ, down to a tick                 offer   r + δ, up to a tick
///
/// The paper's T − t runs out at the end of a day; here τ stays the same, since the session has no
/// end that it knows. Its σ is known; here it is measured (`VarianceRate`). Its quotes are
/// continuous; here they lie on ticks, never across the other side (post-only, and held one tick
/// short of it), are moved only when they are off by more than a tolerance, and each stands for at
/// most a size and never for more than the position limit leaves room for.
///
/// It pulls both quotes while the market is crossed, one-sided or does not trade, and starts over
/// behind a gap in the venue's data. What the venue misses of a participant's numbers is no such
/// gap: the book that follows is whole.
public struct InventoryMaker: ParameterizedStrategy {
  /// Name in the catalog.
  public static let name = "market-maker"
  /// One line for people.
  public static let summary =
    "quotes both sides, leaning against its inventory (Avellaneda-Stoikov)"

  /// As set.
  public let parameters: InventoryMakerParameters
  /// What it trades.
  public let instrument: InstrumentID
  private var variance: VarianceRate
  /// When it first saw a market of two sides, behind the last gap.
  private var watchedSince: Timestamp?
  private var nextLook = Timestamp.zero
  private var bid = RestingQuote(.buy)
  private var offer = RestingQuote(.sell)
  private var pause = RefusalPause()

  /// Before its start.
  public init(_ parameters: InventoryMakerParameters, instrument: InstrumentID) {
    self.parameters = parameters
    self.instrument = instrument
    variance = VarianceRate(sample: parameters.sample, memory: parameters.memory)
  }

  /// The book, and what may make it unreliable.
  public var interests: StrategyInterests { [.book, .news] }

  /// Looks at the market, at most once an interval.
  public mutating func onEvent(
    _ event: Event, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    if case .gap = event.payload, event.source == .venue { return startOver(&desk) }
    guard desk.now >= nextLook, event.instrument == instrument else { return }
    look(market, &desk)
  }

  /// Inventory has changed: quotes at once.
  public mutating func onFill(
    _ fill: Fill, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    pause.clear()
    look(market, &desk)
  }

  /// A refused quote is tried again, but later each time.
  public mutating func onReject(
    _ refusal: Refusal, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    pause.note(at: desk.now, first: parameters.interval)
  }

  private mutating func startOver(_ desk: inout StrategyDesk) {
    variance = VarianceRate(sample: parameters.sample, memory: parameters.memory)
    watchedSince = nil
    pull(&desk)
  }

  private mutating func pull(_ desk: inout StrategyDesk) {
    bid.follow(nil, instrument, &desk)
    offer.follow(nil, instrument, &desk)
  }

  private mutating func look(_ market: borrowing MarketView, _ desk: inout StrategyDesk) {
    // Between the reports of one trade the book is not to be read: the next event will do.
    guard market.isSettled(instrument) else { return }
    nextLook = desk.now.advanced(by: parameters.interval)
    let best = market.bestPrices(instrument)
    guard market.rules(instrument).status == .trading, let highest = best.bid?.price,
      let lowest = best.ask?.price, highest < lowest
    else { return pull(&desk) }
    let tick = market.rules(instrument).tick
    let middle =
      Double(highest.rawValue + lowest.rawValue) / (2 * Double(tick.rawValue))
    variance.add(middle, at: desk.now)
    let since = watchedSince ?? desk.now
    watchedSince = since
    guard desk.now.since(since) >= parameters.warmUp, !pause.holds(at: desk.now),
      let quotes = quotes(around: middle, tick, market, desk)
    else { return }
    quote(quotes, within: (highest, lowest), tick, market, &desk)
  }

  /// Bid and offer as the formulas have them; nil before there is a variance, or where a price
  /// would be none.
  private func quotes(
    around middle: Double, _ tick: Price, _ market: borrowing MarketView,
    _ desk: borrowing StrategyDesk
  ) -> (bid: Price, offer: Price)? {
    guard let variance = variance.value, let terms = market.instrument(instrument) else {
      return nil
    }
    let size = parameters.quantity.value * Double(terms.quantityScale.unitsPerWhole)
    let inventory = Double(desk.position(instrument).rawValue) / size
    let aversion = parameters.riskAversion.value
    let risk = aversion * variance * parameters.horizon.seconds
    let premium = (Elementary.ln(1 + aversion / parameters.decay.value) ?? 0) / aversion
    let (centre, half) = (middle - inventory * risk, risk / 2 + premium)
    let unit = Double(tick.rawValue)
    guard let bid = Price((centre - half) * unit, multipleOf: tick, .down),
      let offer = Price((centre + half) * unit, multipleOf: tick, .up)
    else { return nil }
    return (bid, offer)
  }

  private mutating func quote(
    _ quotes: (bid: Price, offer: Price), within best: (bid: Price, ask: Price), _ tick: Price,
    _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    let tolerance = Int64(parameters.tolerance) * tick.rawValue
    let ceiling = best.ask.advanced(by: -tick.rawValue) ?? quotes.bid
    let floor = best.bid.advanced(by: tick.rawValue) ?? quotes.offer
    let buying = bid.quantity(
      instrument, size: parameters.quantity, limit: parameters.positionLimit, market, desk)
    bid.follow(
      RestingQuote.Target(
        price: min(quotes.bid, ceiling), quantity: buying, tolerance: tolerance),
      instrument, &desk)
    let selling = offer.quantity(
      instrument, size: parameters.quantity, limit: parameters.positionLimit, market, desk)
    offer.follow(
      RestingQuote.Target(
        price: max(quotes.offer, floor), quantity: selling, tolerance: tolerance),
      instrument, &desk)
  }
}

extension InventoryMaker: Persistable {
  /// Writes parameters and state.
  public func encode(into writer: inout ByteWriter) {
    parameters.encode(into: &writer)
    instrument.encode(into: &writer)
    variance.encode(into: &writer)
    writer.append(watchedSince)
    nextLook.encode(into: &writer)
    bid.encode(into: &writer)
    offer.encode(into: &writer)
    pause.encode(into: &writer)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(
      try InventoryMakerParameters(decoding: &reader),
      instrument: try InstrumentID(decoding: &reader))
    try variance.restore(from: &reader)
    watchedSince = try reader.optional(Timestamp.self)
    nextLook = try Timestamp(decoding: &reader)
    bid = try RestingQuote(decoding: &reader)
    offer = try RestingQuote(decoding: &reader)
    guard bid.side == .buy, offer.side == .sell else { throw reader.invalid("quotes") }
    pause = try RefusalPause(decoding: &reader)
  }
}
