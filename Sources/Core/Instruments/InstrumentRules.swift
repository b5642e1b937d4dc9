/// What a venue asks of an order at the moment: the rules that an `Instrument` event changes from
/// its sequence on.
///
/// Orders are checked against the rules in force; recorded prints and updates only against the
/// scale.
public struct InstrumentRules: BitwiseCopyable, Sendable, Equatable {
  /// Prices of orders are multiples of this; positive.
  public var tick: Price
  /// Quantities of orders are multiples of this; positive.
  public var lot: Quantity
  /// Smallest price times quantity of a limit order, as a price of one whole unit; zero for none.
  public var minimumNotional: Price
  /// Whether orders may match at the moment.
  public var status: TradingStatus

  /// Any price and quantity that the scales can write.
  public static let unrestricted = InstrumentRules(
    uncheckedTick: Price(unchecked: 1), lot: Quantity(unchecked: 1),
    minimumNotional: Price(unchecked: 0), status: .trading)

  private init(
    uncheckedTick tick: Price, lot: Quantity, minimumNotional: Price, status: TradingStatus
  ) {
    self.tick = tick
    self.lot = lot
    self.minimumNotional = minimumNotional
    self.status = status
  }

  /// Nil unless tick and lot are positive and the minimum notional is not negative.
  public init?(
    tick: Price, lot: Quantity, minimumNotional: Price, status: TradingStatus = .trading
  ) {
    guard tick.rawValue > 0, lot.rawValue > 0, minimumNotional.rawValue >= 0 else { return nil }
    self.init(uncheckedTick: tick, lot: lot, minimumNotional: minimumNotional, status: status)
  }

  /// First rule that an order of this price and quantity breaks, in the rank order of
  /// `RejectReason`; nil when it may enter. A market order has no price to check.
  public func violation(
    price: Price?, quantity: Quantity, quantityScale: DecimalScale
  ) -> RejectReason? {
    if status != .trading { return .tradingHalted }
    if quantity == .zero { return .zeroQuantity }
    if quantity.rawValue % lot.rawValue != 0 { return .quantityOffLot }
    guard let price else { return nil }
    if price.rawValue % tick.rawValue != 0 { return .priceOffTick }
    let required = Int128(minimumNotional.rawValue) * Int128(quantityScale.unitsPerWhole)
    let offered = Int128(price.rawValue) * Int128(quantity.rawValue)
    if minimumNotional.rawValue > 0, offered < required { return .belowMinimumNotional }
    return nil
  }
}

/// Whether an instrument trades.
public enum TradingStatus: UInt8, TapeToken {
  /// Orders enter and match.
  case trading = 1
  /// The venue shows quotes before a resumption; like `halted`, our own books take no order.
  case quoting = 2
  /// Nothing enters.
  case halted = 3

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .tradingStatus }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .trading: "trading"
    case .quoting: "quoting"
    case .halted: "halted"
    }
  }
}
