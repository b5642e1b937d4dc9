public import Core

/// What can be set of the scheduled executor.
public struct ScheduledExecutorParameters: StrategyParameters {
  /// Whether it buys or sells.
  public var side = Side.buy
  /// How much altogether, in units of the instrument.
  public var quantity = ParameterDecimal(100)
  /// In how many slices.
  public var slices: UInt64 = 20
  /// Time from the session's start to the first slice.
  public var delay = Nanoseconds.second
  /// Time from the first slice to the end of the last.
  public var duration = Nanoseconds(8_000_000_000)
  /// Most slices that one order catches up on.
  public var catchUp: UInt64 = 2
  /// Ticks beyond the best price that it pays.
  public var slippage: UInt64 = 2

  /// The defaults, made for the simulator's default market.
  public init() {}

  /// Every parameter, in the order of the help text.
  public static let settings: [StrategySetting<ScheduledExecutorParameters>] = [
    .side("side", "buy or sell", \.side),
    .decimal("quantity", "how much altogether, in units", \.quantity, in: ParameterRanges.units),
    .count("slices", "in how many slices", \.slices, in: 1...1_000_000),
    .duration("delay", "from the session's start to the first slice", \.delay, in: .zero...longest),
    .duration(
      "duration", "from the first slice to the end of the last", \.duration,
      in: .millisecond...longest),
    .count("catch-up", "most slices that one order catches up on", \.catchUp, in: 1...1_000_000),
    .count("slippage", "ticks beyond the best price to pay", \.slippage, in: 0...1000),
  ]

  private static let longest = Nanoseconds(86_400 * Nanoseconds.second.count)
}
