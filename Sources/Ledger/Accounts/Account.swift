public import Core

/// Where value can stand. Amounts are signed: what the owner has or has spent is positive, where it
/// came from is negative, and all accounts of a currency sum to zero (INV-LEDGER-1).
public enum Account: BitwiseCopyable, Sendable, Equatable {
  /// Money at hand.
  case cash(CurrencyID)
  /// An instrument at what was paid for it; negative when it was sold short.
  case position(InstrumentID)
  /// What the owner has paid in, less what was taken out: negative.
  case capital(CurrencyID)
  /// Gains from closed trades, negative; losses positive.
  case realised(InstrumentID)
  /// What venues have charged; negative when they paid rebates.
  case fees(InstrumentID)
}

/// One line of the journal: an amount that came to an account. The lines of one cause sum to zero.
public struct Posting: BitwiseCopyable, Sendable, Equatable {
  /// The event of the tape that caused it.
  public let cause: TapeSequence
  /// Where the amount stands now.
  public let account: Account
  /// The amount, signed as `Account` says.
  public let amount: Money

  /// Takes every field.
  public init(cause: TapeSequence, account: Account, amount: Money) {
    self.cause = cause
    self.account = account
    self.amount = amount
  }
}
