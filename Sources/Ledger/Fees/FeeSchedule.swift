public import Core

/// What a venue charges for trading: rates for makers and takers, by tier of what was traded.
///
/// One schedule serves backtest, paper and live, because all of them post through the ledger. The
/// tier is that of the money traded before the fill, over the life of the books; a rate that is
/// negative is a rebate.
///
///     tiers  from 0            maker  0.0200 %   taker 0.0500 %
///            from 10,000,000   maker −0.0050 %   taker 0.0300 %
public struct FeeSchedule: Sendable, Equatable {
  /// By threshold, the first from zero.
  public let tiers: [FeeTier]

  /// Nothing is charged.
  public static let free = FeeSchedule(unchecked: [
    FeeTier(from: Money(rawValue: 0), maker: .free, taker: .free)
  ])

  private init(unchecked tiers: [FeeTier]) { self.tiers = tiers }

  /// Refuses a schedule that does not begin at zero, whose thresholds do not rise, or with a rate
  /// beyond `FeeRate.greatest`.
  public init(tiers: [FeeTier]) throws(FeeScheduleError) {
    guard tiers.first?.from.rawValue == 0 else { throw .firstTierNotFromZero }
    for (place, (tier, next)) in zip(tiers, tiers.dropFirst()).enumerated() {
      guard tier.from < next.from else { throw .thresholdsNotRising(tier: place + 2) }
    }
    for (place, tier) in tiers.enumerated() {
      guard tier.maker.isSound, tier.taker.isSound else { throw .rateTooLarge(tier: place + 1) }
    }
    self.init(unchecked: tiers)
  }

  /// The rate of an order's role once `traded` has changed hands, both ways.
  /// - Complexity: O(tiers).
  public func rate(_ liquidity: Liquidity, traded: Int128) -> FeeRate {
    let tier = tiers.last { Int128($0.from.rawValue) <= traded } ?? tiers[0]
    switch liquidity {
    case .maker: return tier.maker
    case .taker: return tier.taker
    }
  }

  /// The fee of a fill, rounded once and against the trader: a charge up, a rebate down.
  ///
  /// Nil where it does not fit into money. `traded` is the turnover before the fill.
  public func fee(
    _ price: Price, _ quantity: Quantity, _ liquidity: Liquidity, of holding: Holding,
    currencyScale: DecimalScale, traded: Int128
  ) -> Money? {
    rate(liquidity, traded: traded).fee(price, quantity, holding, currencyScale)
  }
}

/// The rates from a threshold on.
public struct FeeTier: BitwiseCopyable, Sendable, Equatable {
  /// Turnover from which the tier holds.
  public let from: Money
  /// For orders that were there first.
  public let maker: FeeRate
  /// For orders that came and took.
  public let taker: FeeRate

  /// Takes every field.
  public init(from: Money, maker: FeeRate, taker: FeeRate) {
    self.from = from
    self.maker = maker
    self.taker = taker
  }
}

/// Why a schedule cannot be meant; tiers count from 1.
public enum FeeScheduleError: Error, Sendable, Equatable {
  /// There is no tier for the first trade.
  case firstTierNotFromZero
  /// A threshold that is not above the one before.
  case thresholdsNotRising(tier: Int)
  /// A rate beyond what any venue charges.
  case rateTooLarge(tier: Int)
}
