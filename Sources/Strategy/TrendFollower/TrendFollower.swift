public import Core

/// Goes with a move: long while the fast average of closes is well above the slow one, short while
/// it is well below, and out when they come back together.
///
///     fast − slow ≥ entry   → long          Between the two the stance stays: entering at one
///     |fast − slow| < exit  → flat          distance and leaving at a smaller one keeps it from
///     fast − slow ≤ −entry  → short         going in and out on every tick.
///
/// At each bar it sends at most one order toward the stance's position, and none while another is
/// on its way: immediate-or-cancel, limited by a number of ticks beyond the best price. A move that
/// goes from one side past the other closes what is held on the way.
public struct TrendFollower: ParameterizedStrategy {
  /// Name in the catalog.
  public static let name = "trend-follower"
  /// One line for people.
  public static let summary = "follows moves: a fast average of closes against a slow one"

  /// As set.
  public let parameters: TrendFollowerParameters
  /// What it trades.
  public let instrument: InstrumentID
  /// Which way it wants to be.
  public private(set) var stance = Stance.flat
  private var fast: ExponentialAverage
  private var slow: ExponentialAverage
  private var pause = RefusalPause()

  /// Before its start.
  public init(_ parameters: TrendFollowerParameters, instrument: InstrumentID) {
    self.parameters = parameters
    self.instrument = instrument
    fast = ExponentialAverage(length: parameters.fast)
    slow = ExponentialAverage(length: parameters.slow)
  }

  /// Bars are all that it waits for.
  public var interests: StrategyInterests { [] }

  /// Its bars.
  public var bars: BarSpecification? { parameters.bars }

  /// Averages the close, settles the stance, and takes a step toward it.
  public mutating func onBar(
    _ bar: Bar, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    guard bar.instrument == instrument else { return }
    fast.add(Double(bar.close.rawValue))
    slow.add(Double(bar.close.rawValue))
    guard let quick = fast.value, let steady = slow.value else { return }
    let tick = Double(market.rules(instrument).tick.rawValue)
    stance = stance(atDistance: (quick - steady) / tick)
    step(market, &desk)
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

  private func stance(atDistance ticks: Double) -> Stance {
    let entry = parameters.entry.value
    if ticks >= entry, ticks > 0 { return .long }
    if ticks <= -entry, ticks < 0 { return .short }
    let isAgainst = (stance == .long && ticks < 0) || (stance == .short && ticks > 0)
    return isAgainst || ticks.magnitude < parameters.exit.value ? .flat : stance
  }

  private func step(_ market: borrowing MarketView, _ desk: inout StrategyDesk) {
    guard !pause.holds(at: desk.now), desk.workingCount(instrument) == 0 else { return }
    desk.approach(
      stance, instrument, size: parameters.quantity, limit: parameters.positionLimit,
      slippage: parameters.slippage, market)
  }
}

extension TrendFollower: Persistable {
  /// Writes parameters and state.
  public func encode(into writer: inout ByteWriter) {
    parameters.encode(into: &writer)
    instrument.encode(into: &writer)
    stance.encode(into: &writer)
    fast.encode(into: &writer)
    slow.encode(into: &writer)
    pause.encode(into: &writer)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(
      try TrendFollowerParameters(decoding: &reader),
      instrument: try InstrumentID(decoding: &reader))
    stance = try Stance(decoding: &reader)
    try fast.restore(from: &reader)
    try slow.restore(from: &reader)
    pause = try RefusalPause(decoding: &reader)
  }
}
