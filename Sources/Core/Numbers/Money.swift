/// An amount of one currency: an `Int64` count of its smallest posted unit.
///
/// Which currency is the account's business; amounts of different currencies are never added.
public struct Money: BitwiseCopyable, Sendable, Equatable, Comparable {
  /// Count of 10⁻ˢ of the currency, with s from the currency's scale.
  public let rawValue: Int64

  /// Wraps a raw count.
  public init(rawValue: Int64) { self.rawValue = rawValue }

  /// Smaller amounts sort first.
  public static func < (left: Money, right: Money) -> Bool { left.rawValue < right.rawValue }
}
