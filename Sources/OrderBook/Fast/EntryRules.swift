public import Core

/// The rules in force, made ready for checking many orders: the answers of
/// `InstrumentRules.violation`, mostly without a division.
@usableFromInline
struct EntryRules: BitwiseCopyable, Sendable {
  @usableFromInline let rules: InstrumentRules
  @usableFromInline let quantityScale: DecimalScale
  @usableFromInline let tick: ExactDivisor
  @usableFromInline let lot: ExactDivisor
  /// Largest quotient by the lot of a quantity that needs no closer look; 0 when all need one.
  @usableFromInline let plainLots: UInt64

  /// `unit` is what all prices at rest are multiples of.
  init(_ rules: InstrumentRules, quantityScale: DecimalScale, unit: Int64) {
    self.rules = rules
    self.quantityScale = quantityScale
    tick = ExactDivisor(rules.tick.rawValue)
    lot = ExactDivisor(rules.lot.rawValue)
    let isPlain =
      rules.status == .trading && rules.minimumNotional.rawValue == 0
      && rules.tick.rawValue == unit
    plainLots = isPlain ? lot.largestQuotient : 0
  }

  /// Whether an order of this quantity, at a price where others rest, surely breaks no rule; false says
  /// nothing.
  @inlinable @inline(always) func admits(_ quantity: Quantity) -> Bool {
    // A quantity of nothing has the quotient 0, which wraps to the largest number.
    lot.quotient(of: UInt64(bitPattern: quantity.rawValue)) &- 1 < plainLots
  }

  /// Whether an order of this price and quantity surely breaks no rule; false says nothing.
  @inlinable @inline(always) func admits(_ price: Price, _ quantity: Quantity) -> Bool {
    admits(quantity) && tick.divides(price.rawValue.magnitude)
  }

  /// First rule that an order of this price and quantity breaks; nil when it may enter.
  @inlinable @inline(always)
  func violation(price: Price?, quantity: Quantity) -> RejectReason? {
    if let price, admits(price, quantity) { return nil }
    return rules.violation(price: price, quantity: quantity, quantityScale: quantityScale)
  }
}
