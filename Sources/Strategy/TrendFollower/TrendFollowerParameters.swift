internal import Core

/// What can be set of the trend follower.
public struct TrendFollowerParameters: StrategyParameters {
  /// The bars whose closes it averages.
  public var bars = BarSpecification.time(Nanoseconds(100_000_000))
  /// Length of the fast average, in bars.
  public var fast: UInt64 = 5
  /// Length of the slow average, in bars; also its warm-up.
  public var slow: UInt64 = 20
  /// Distance of the averages at which it goes with the move, in ticks.
  public var entry: ParameterDecimal = ParameterDecimal(2)
  /// Distance below which it closes, in ticks.
  public var exit: ParameterDecimal = .thousandths(500)
  /// Most that one order asks for, in units of the instrument.
  public var quantity = ParameterDecimal(10)
  /// Largest position either way, in units of the instrument.
  public var positionLimit = ParameterDecimal(40)
  /// Ticks beyond the best price that it pays.
  public var slippage: UInt64 = 2

  /// The defaults, made for the simulator's default market.
  public init() {}

  /// Every parameter, in the order of the help text.
  public static let settings: [StrategySetting<TrendFollowerParameters>] = [
    .bars("bars", "bars whose closes are averaged", \.bars),
    .count("fast", "bars of the fast average", \.fast, in: 1...10_000),
    .count("slow", "bars of the slow average, and of the warm-up", \.slow, in: 2...100_000),
    .decimal("entry", "ticks between the averages to follow", \.entry, in: ranges.ticks),
    .decimal("exit", "ticks between the averages below which to close", \.exit, in: ranges.ticks),
    .decimal("quantity", "largest order, in units", \.quantity, in: ranges.units),
    .decimal(
      "position-limit", "largest position either way, in units", \.positionLimit, in: ranges.units),
    .count("slippage", "ticks beyond the best price to pay", \.slippage, in: 0...1000),
  ]

  private static let ranges = ParameterRanges.self

  /// The fast average must be the faster one, and it must enter before it exits.
  public var conflict: StrategyParameterError? {
    if fast >= slow {
      return .conflict(ParameterValue("fast", String(fast)), expected: "less than slow, \(slow)")
    }
    if exit > entry { return above("exit", exit, "entry", entry) }
    if quantity > positionLimit {
      return above("quantity", quantity, "position-limit", positionLimit)
    }
    return nil
  }
}
