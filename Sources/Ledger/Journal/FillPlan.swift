internal import Core

/// What a fill does to a position, computed before anything is posted.
///
///     position   fill        closed   opened    cost released            gain
///     +10 @ 50   sell 4      4        0         50·4/10 of the cost      proceeds − released
///     +10        sell 14     10       4         all of it                proceeds of 10 − cost
///      −3        buy  1      1        0         a third of the cost      −released − paid
///       0        buy  5      0        5         –                        –
struct FillPlan {
  let quantity: SignedQuantity
  /// What changes hands: positive is received.
  let cash: Money
  /// Change of the position's cost.
  let cost: Money
  /// Gain of what was closed.
  let gain: Money

  /// Everything in 128 bits, and refused where it does not fit into money.
  init(
    _ fill: LedgerFill, on position: Position, _ holding: Holding, _ scale: DecimalScale
  ) throws(LedgerRefusal) {
    guard let after = position.quantity.after(fill.side, fill.quantity) else {
      throw .positionOverflow
    }
    // Rounded once; both legs use the figure.
    guard
      let value = holding.value(
        fill.price, fill.quantity, currencyScale: scale, rounding: .halfEven)
    else { throw .amountOverflow }
    let paid = fill.side == .buy ? Int128(value.rawValue) : -Int128(value.rawValue)
    let closed = Self.closed(position.quantity, fill)
    let released = Self.released(position, closed)
    // The part of the fill that closes; what is left of it opens the other way.
    let paidToClose = Self.share(of: paid, closed, fill.quantity.rawValue)
    quantity = after
    cash = try Self.money(-paid)
    cost = try Self.money(paid - paidToClose - released)
    gain = try Self.money(-paidToClose - released)
  }

  /// How much of the fill closes what is held.
  private static func closed(_ held: SignedQuantity, _ fill: LedgerFill) -> Int64 {
    let isOpposite = fill.side == .buy ? held < .zero : held > .zero
    return isOpposite ? min(abs(held.rawValue), fill.quantity.rawValue) : 0
  }

  /// The cost of what is closed: its share, and so all of it when nothing stays.
  private static func released(_ position: Position, _ closed: Int64) -> Int128 {
    share(of: Int128(position.cost.rawValue), closed, abs(position.quantity.rawValue))
  }

  /// `amount · part / whole`, rounded to the nearest; exact for none and for all of it.
  private static func share(of amount: Int128, _ part: Int64, _ whole: Int64) -> Int128 {
    part == 0 ? 0 : Rounding.halfEven.quotient(of: amount * Int128(part), by: Int128(whole))
  }

  private static func money(_ amount: Int128) throws(LedgerRefusal) -> Money {
    guard let raw = Int64(exactly: amount) else { throw .amountOverflow }
    return Money(rawValue: raw)
  }
}
