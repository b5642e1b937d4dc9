/// Why something cannot be posted, in rank order; the ledger is as before, byte for byte. A fill
/// that a venue has made cannot be undone: whoever holds the ledger halts on a refusal.
public enum LedgerRefusal: UInt8, Error, Sendable, Equatable, CaseIterable {
  /// No such currency.
  case unknownCurrency = 1
  /// No such instrument.
  case unknownInstrument = 2
  /// A fill of nothing, or a deposit of nothing.
  case nothingToPost = 3
  /// The amount does not fit into money.
  case amountOverflow = 4
  /// The position would leave its range.
  case positionOverflow = 5
  /// An account's balance would leave its range.
  case balanceOverflow = 6
}
