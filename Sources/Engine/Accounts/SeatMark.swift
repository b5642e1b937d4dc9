public import Core

/// What a seat had when the engine last valued its books.
public struct SeatMark: BitwiseCopyable, Sendable, Equatable {
  /// Worth of its books in the first currency; nil where a price was missing or too old.
  public internal(set) var equity: Money?
  /// Holding of the first instrument.
  public internal(set) var position = SignedQuantity.zero

  /// Before the first valuation.
  public init() {}
}

/// What a fill brought and cost, as posted.
public struct FillResult: BitwiseCopyable, Sendable, Equatable {
  /// What the venue charged; a rebate is negative.
  public internal(set) var fee = Money(rawValue: 0)
  /// What it realised, before fees.
  public internal(set) var realised = Money(rawValue: 0)

  /// Of a fill that could not be posted.
  public init() {}
}
