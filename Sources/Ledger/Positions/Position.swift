public import Core

/// What is held of one instrument and what came of it, in its currency.
///
/// The cost is the sum of what was posted for what is held now, never an average price: averages
/// lose what rounding takes.
public struct Position: BitwiseCopyable, Sendable, Equatable {
  /// How much is held.
  public internal(set) var quantity = SignedQuantity.zero
  /// What was paid for it, less what was received; zero when nothing is held (INV-LEDGER-3).
  public internal(set) var cost = Money(rawValue: 0)
  /// Gains from what was closed, losses negative, before fees.
  public internal(set) var realised = Money(rawValue: 0)
  /// What venues have charged, less rebates.
  public internal(set) var fees = Money(rawValue: 0)
  /// Money that changed hands, both ways: the turnover.
  public internal(set) var turnover: Int128 = 0
  /// How many fills were posted.
  public internal(set) var fillCount: UInt64 = 0

  /// Nothing held, nothing done.
  public init() {}
}
