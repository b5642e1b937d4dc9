public import Core

/// The rules in force, made ready for checking many orders: the same answers as
/// `InstrumentRules.violation`, without a division.
@usableFromInline
struct EntryRules: BitwiseCopyable, Sendable {
  @usableFromInline let rules: InstrumentRules
  @usableFromInline let quantityScale: DecimalScale
  @usableFromInline let tick: ExactDivisor
  @usableFromInline let lot: ExactDivisor
  @usableFromInline let hasMinimum: Bool

  init(_ rules: InstrumentRules, quantityScale: DecimalScale) {
    self.rules = rules
    self.quantityScale = quantityScale
    tick = ExactDivisor(rules.tick.rawValue)
    lot = ExactDivisor(rules.lot.rawValue)
    hasMinimum = rules.minimumNotional.rawValue > 0
  }

  /// First rule that an order of this price and quantity breaks; nil when it may enter.
  @inlinable @inline(always)
  func violation(price: Price?, quantity: Quantity) -> RejectReason? {
    if rules.status != .trading { return .tradingHalted }
    if quantity == .zero { return .zeroQuantity }
    if !lot.divides(quantity.rawValue.magnitude) { return .quantityOffLot }
    guard let price else { return nil }
    if !tick.divides(price.rawValue.magnitude) { return .priceOffTick }
    // Rare, hence left to the rules themselves.
    if hasMinimum {
      return rules.violation(price: price, quantity: quantity, quantityScale: quantityScale)
    }
    return nil
  }
}
