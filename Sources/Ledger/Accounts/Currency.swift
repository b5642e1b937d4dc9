public import Core

/// Names a currency of a ledger; dense from 1.
public struct CurrencyID: BitwiseCopyable, Sendable, Hashable, Comparable {
  /// Position in the ledger's list, counted from 1.
  public let rawValue: UInt32

  /// Wraps a number.
  public init(_ rawValue: UInt32) { self.rawValue = rawValue }

  /// List order.
  public static func < (left: CurrencyID, right: CurrencyID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Something that cash is held in. Amounts of different currencies are never added in any account or valuation.
public struct Currency: Sendable, Equatable {
  /// How the ledger knows it.
  public let id: CurrencyID
  /// Name, such as `USD`.
  public let name: String
  /// Digits of amounts: 2 for USD, 8 for BTC.
  public let scale: DecimalScale

  /// Takes every field.
  public init(id: CurrencyID, name: String, scale: DecimalScale) {
    self.id = id
    self.name = name
    self.scale = scale
  }
}
