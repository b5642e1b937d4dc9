public import Core

/// What can be set of the market maker.
public struct InventoryMakerParameters: StrategyParameters {
  /// γ: how much a unit of variance of its wealth costs it, a tick and a size of inventory.
  public var riskAversion: ParameterDecimal = .thousandths(20)
  /// k: how fast trades become rarer with a quote's distance from the middle, a tick.
  public var decay: ParameterDecimal = ParameterDecimal(1)
  /// T − t: how far ahead it looks; always the same, since there is no end of the day.
  public var horizon = Nanoseconds.second
  /// Least time between two looks at the market.
  public var interval = Nanoseconds(10_000_000)
  /// Stretch over which a change of the middle counts as movement.
  public var sample = Nanoseconds(100_000_000)
  /// Time in which a change's weight in the variance falls by e.
  public var memory = Nanoseconds(5_000_000_000)
  /// How long it watches before its first quote.
  public var warmUp = Nanoseconds.second
  /// Quantity of a quote, in units of the instrument; inventory is counted in it.
  public var quantity = ParameterDecimal(10)
  /// Largest position either way, in units of the instrument.
  public var positionLimit = ParameterDecimal(100)
  /// Ticks that a resting quote may be away from where it should be.
  public var tolerance: UInt64 = 1

  /// The defaults, made for the simulator's default market.
  public init() {}

  /// Every parameter, in the order of the help text.
  public static let settings: [StrategySetting<InventoryMakerParameters>] = [
    .decimal(
      "risk-aversion", "gamma, a tick and a size of inventory", \.riskAversion, in: positive),
    .decimal("decay", "k, by which trades get rarer with each tick", \.decay, in: positive),
    .duration("horizon", "how far ahead inventory is a risk", \.horizon, in: times),
    .duration("interval", "least time between two looks at the market", \.interval, in: times),
    .duration("sample", "stretch over which a change counts as movement", \.sample, in: times),
    .duration("memory", "time in which a change's weight falls by e", \.memory, in: times),
    .duration(
      "warm-up", "how long to watch before the first quote", \.warmUp, in: .zero...longest),
    .decimal("quantity", "quantity of a quote, in units", \.quantity, in: ParameterRanges.units),
    .decimal(
      "position-limit", "largest position either way, in units", \.positionLimit,
      in: ParameterRanges.units),
    .count("tolerance", "ticks that a quote may be off its place", \.tolerance, in: 0...1000),
  ]

  private static let positive = ParameterDecimal(rawValue: 100)...ParameterDecimal(1000)
  private static let longest = Nanoseconds(86_400 * Nanoseconds.second.count)
  private static let times = Nanoseconds(1000)...longest

  /// A quote must fit the limit.
  public var conflict: StrategyParameterError? {
    quantity > positionLimit ? above("quantity", quantity, "position-limit", positionLimit) : nil
  }
}
