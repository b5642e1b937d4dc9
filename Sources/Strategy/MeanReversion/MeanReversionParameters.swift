internal import Core

/// What can be set of the mean reversion.
public struct MeanReversionParameters: StrategyParameters {
  /// The bars whose closes it compares.
  public var bars = BarSpecification.time(Nanoseconds(100_000_000))
  /// How many closes make the mean; also its warm-up.
  public var window: UInt64 = 20
  /// Standard deviations from the mean at which it goes against the move.
  public var entry: ParameterDecimal = .thousandths(1500)
  /// Standard deviations within which it closes.
  public var exit: ParameterDecimal = .thousandths(300)
  /// Standard deviations beyond which it gives up, until the price has come back.
  public var stop: ParameterDecimal = .thousandths(3500)
  /// Least standard deviation that counts as movement, in ticks.
  public var floor: ParameterDecimal = .thousandths(500)
  /// Quantity of one order, in units of the instrument.
  public var quantity = ParameterDecimal(10)
  /// Largest position either way, in units of the instrument.
  public var positionLimit = ParameterDecimal(20)
  /// Ticks beyond the best price that it pays to get out.
  public var slippage: UInt64 = 2

  /// The defaults, made for the simulator's default market.
  public init() {}

  /// Every parameter, in the order of the help text.
  public static let settings: [StrategySetting<MeanReversionParameters>] = [
    .bars("bars", "bars whose closes are compared", \.bars),
    .count(
      "window", "closes of the mean, and of the warm-up", \.window, in: 2...RollingWindow.longest),
    .decimal("entry", "deviations from the mean to trade against", \.entry, in: deviations),
    .decimal("exit", "deviations within which to close", \.exit, in: deviations),
    .decimal("stop", "deviations beyond which to give up", \.stop, in: deviations),
    .decimal(
      "floor", "ticks of deviation below which the market stands", \.floor, in: ranges.ticks),
    .decimal("quantity", "quantity of an order, in units", \.quantity, in: ranges.units),
    .decimal(
      "position-limit", "largest position either way, in units", \.positionLimit, in: ranges.units),
    .count("slippage", "ticks beyond the best price to pay to get out", \.slippage, in: 0...1000),
  ]

  private static let ranges = ParameterRanges.self
  private static let deviations = ParameterDecimal(0)...ParameterDecimal(100)

  /// It must close before it opens, and open before it gives up.
  public var conflict: StrategyParameterError? {
    if exit > entry { return above("exit", exit, "entry", entry) }
    if entry > stop { return above("entry", entry, "stop", stop) }
    if quantity > positionLimit {
      return above("quantity", quantity, "position-limit", positionLimit)
    }
    return nil
  }
}
