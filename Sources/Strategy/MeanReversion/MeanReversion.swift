public import Core
internal import OrderBook

/// Trades against a move that is large for the time being, in the hope that it comes back.
///
/// z is the distance of the last close from the mean of the last `window` closes, in their standard
/// deviations:
///
///     z ≤ −entry → long     z ≥ entry → short     |z| ≤ exit, or past the mean → flat
///     |z| ≥ stop → flat, and nothing more until |z| ≤ exit: this one does not come back
///
/// It comes in patiently, with one post-only order at the best price of its own side that follows
/// that price from bar to bar; it goes out at once, with immediate-or-cancel orders.
public struct MeanReversion: ParameterizedStrategy {
  /// Name in the catalog.
  public static let name = "mean-reversion"
  /// One line for people.
  public static let summary =
    "trades against moves that are large against the recent spread of closes"

  /// As set.
  public let parameters: MeanReversionParameters
  /// What it trades.
  public let instrument: InstrumentID
  /// Which way it wants to be.
  public private(set) var stance = Stance.flat
  /// Whether it has given up on a move that went on.
  public private(set) var isStopped = false
  private var window: RollingWindow
  private var bid = RestingQuote(.buy)
  private var offer = RestingQuote(.sell)
  private var pause = RefusalPause()

  /// Before its start.
  public init(_ parameters: MeanReversionParameters, instrument: InstrumentID) {
    self.parameters = parameters
    self.instrument = instrument
    window = RollingWindow(length: parameters.window)
  }

  /// Bars are all that it waits for.
  public var interests: StrategyInterests { [] }

  /// Its bars.
  public var bars: BarSpecification? { parameters.bars }

  /// Compares the close with those before it, settles the stance, and works toward it.
  public mutating func onBar(
    _ bar: Bar, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    guard bar.instrument == instrument else { return }
    window.add(bar.close)
    guard let moments = window.moments else { return }
    let tick = Double(market.rules(instrument).tick.rawValue)
    let isMoving = moments.deviation > 0 && moments.deviation >= parameters.floor.value * tick
    settle(isMoving ? (Double(bar.close.rawValue) - moments.mean) / moments.deviation : 0)
    work(market, &desk)
  }

  /// A refused order is tried again, but later each time.
  public mutating func onReject(
    _ refusal: Refusal, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    pause.note(at: desk.now, first: RefusalPause.usual)
  }

  /// What trades is not refused.
  public mutating func onFill(
    _ fill: Fill, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    pause.clear()
  }

  private mutating func settle(_ z: Double) {
    if z.magnitude <= parameters.exit.value { isStopped = false }
    if z.magnitude >= parameters.stop.value, z.magnitude > 0 { isStopped = true }
    let isBack =
      z.magnitude <= parameters.exit.value || (stance == .long && z > 0)
      || (stance == .short && z < 0)
    if isStopped || isBack { stance = .flat }
    guard !isStopped, z.magnitude >= parameters.entry.value, z != 0 else { return }
    stance = z > 0 ? .short : .long
  }

  private mutating func work(_ market: borrowing MarketView, _ desk: inout StrategyDesk) {
    let isPaused = pause.holds(at: desk.now)
    let best = market.bestPrices(instrument)
    // A pause keeps orders from coming in, never from being taken out.
    if stance != .long || !isPaused {
      let target = stance == .long ? target(bid, best.bid?.price, market, desk) : nil
      bid.follow(target, instrument, &desk)
    }
    if stance != .short || !isPaused {
      let target = stance == .short ? target(offer, best.ask?.price, market, desk) : nil
      offer.follow(target, instrument, &desk)
    }
    let held = desk.position(instrument).rawValue
    let isAgainst = held > 0 ? stance != .long : held < 0 && stance != .short
    guard isAgainst, !isPaused, !isLeaving(desk) else { return }
    desk.approach(
      .flat, instrument, size: parameters.positionLimit, limit: parameters.positionLimit,
      slippage: parameters.slippage, market)
  }

  /// Where a quote is wanted: at the best price of its own side, where there is one.
  private func target(
    _ quote: RestingQuote, _ price: Price?, _ market: borrowing MarketView,
    _ desk: borrowing StrategyDesk
  ) -> RestingQuote.Target? {
    guard let price else { return nil }
    let quantity = quote.quantity(
      instrument, size: parameters.quantity, limit: parameters.positionLimit, market, desk)
    return RestingQuote.Target(price: price, quantity: quantity)
  }

  /// Whether an order is under way that is neither of the quotes.
  private func isLeaving(_ desk: borrowing StrategyDesk) -> Bool {
    let quotes = (bid.order == nil ? 0 : 1) + (offer.order == nil ? 0 : 1)
    return desk.workingCount(instrument) > quotes
  }
}

extension MeanReversion: Persistable {
  /// Writes parameters and state.
  public func encode(into writer: inout ByteWriter) {
    parameters.encode(into: &writer)
    instrument.encode(into: &writer)
    stance.encode(into: &writer)
    writer.append(isStopped)
    window.encode(into: &writer)
    bid.encode(into: &writer)
    offer.encode(into: &writer)
    pause.encode(into: &writer)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(
      try MeanReversionParameters(decoding: &reader),
      instrument: try InstrumentID(decoding: &reader))
    stance = try Stance(decoding: &reader)
    isStopped = try reader.flag()
    try window.restore(from: &reader)
    bid = try RestingQuote(decoding: &reader)
    offer = try RestingQuote(decoding: &reader)
    guard bid.side == .buy, offer.side == .sell else { throw reader.invalid("quotes") }
    pause = try RefusalPause(decoding: &reader)
  }
}
