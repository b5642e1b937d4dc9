public import Core

/// Keeps at most one resting order of one side near where it is wanted.
///
/// It asks for nothing while an answer is on its way, amends only when the price wanted has moved
/// by more than a tolerance or less is wanted than rests, and cancels once. Keeping a place in the
/// queue is worth more than the last tick.
///
///     wanted │ no order │ on its way  │ rests near, not too much │ rests elsewhere or too much
///     yes    │ submit   │ wait        │ keep                     │ amend
///     no     │ –        │ cancel once │ cancel once              │ cancel once
public struct RestingQuote: BitwiseCopyable, Sendable, Equatable {
  /// Bid or offer.
  public let side: Side
  /// The order, from its submission until it is over.
  public private(set) var order: OrderID?

  /// No order yet.
  public init(_ side: Side) { self.side = side }

  /// Where and how much is wanted.
  public struct Target: BitwiseCopyable, Sendable, Equatable {
    /// Limit price.
    public var price: Price
    /// What may at most trade from now on.
    public var quantity: Quantity
    /// Raw units that a resting order may be away without being moved.
    public var tolerance: Int64

    /// Takes every field.
    public init(price: Price, quantity: Quantity, tolerance: Int64 = 0) {
      self.price = price
      self.quantity = quantity
      self.tolerance = tolerance
    }
  }

  /// Brings the order to `target`, or takes it out where there is none or one of nothing.
  public mutating func follow(
    _ target: Target?, _ instrument: InstrumentID, _ desk: inout StrategyDesk
  ) {
    let working = order.flatMap(desk.order)
    if working == nil { order = nil }
    guard let target, target.quantity > .zero else {
      if let working { desk.cancel(working.id, reason: .requote) }
      return
    }
    guard let working, let price = working.price else {
      order = desk.submit(
        instrument, side, .limit(target.price), target.quantity, isPostOnly: true)
      return
    }
    guard working.isAccepted, !working.isAmending, !working.isCancelling else { return }
    let distance = (price.rawValue - target.price.rawValue).magnitude
    let isNear = distance <= UInt64(max(0, target.tolerance))
    if isNear, working.remaining <= target.quantity { return }
    guard let total = working.filled.adding(target.quantity) else { return }
    desk.amend(working.id, price: isNear ? price : target.price, quantity: total)
  }
}

extension RestingQuote {
  /// How much may be wanted of it: `size`, or less where the worst case of all that works on this
  /// side would pass `limit`; both in units of the instrument. Zero where the instrument is unknown.
  public func quantity(
    _ instrument: InstrumentID, size: ParameterDecimal, limit: ParameterDecimal,
    _ market: borrowing MarketView, _ desk: borrowing StrategyDesk
  ) -> Quantity {
    guard let terms = market.instrument(instrument) else { return .zero }
    let lot = market.rules(instrument).lot
    guard let most = size.quantity(of: terms, lot: lot),
      let bound = limit.quantity(of: terms, lot: lot)
    else { return .zero }
    let room = desk.room(instrument, side, limit: bound, replacing: order)
    return min(most, room.wholeLots(of: lot))
  }
}

extension Quantity {
  /// The largest multiple of a lot that is not above this.
  func wholeLots(of lot: Quantity) -> Quantity {
    Quantity(rawValue: rawValue - rawValue % lot.rawValue) ?? .zero
  }
}

extension RestingQuote: Persistable {
  /// Writes the side and the order.
  public func encode(into writer: inout ByteWriter) {
    writer.append(side.rawValue)
    writer.append(order)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard let side = Side(rawValue: try reader.byte()) else { throw reader.invalid("side") }
    self.init(side)
    order = try reader.optional(OrderID.self)
  }
}
