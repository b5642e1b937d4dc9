public import Core

/// One match: everything that its print and both fills say.
public struct Execution: BitwiseCopyable, Sendable, Equatable {
  /// One of the two orders, as the match leaves it.
  public struct Participant: BitwiseCopyable, Sendable, Equatable {
    /// Number of the order.
    public var id: OrderID
    /// Whose order it is.
    public var owner: PartyID
    /// What may still trade afterwards.
    public var remaining: Quantity
    /// Number of this fill in the order's life, dense from 1.
    public var fillNumber: UInt64

    /// Takes every field.
    @inlinable
    public init(id: OrderID, owner: PartyID, remaining: Quantity, fillNumber: UInt64) {
      self.id = id
      self.owner = owner
      self.remaining = remaining
      self.fillNumber = fillNumber
    }
  }

  /// Number of the trade, dense from 1 in its book.
  public var trade: TradeID
  /// The maker's price.
  public var price: Price
  /// How much traded.
  public var quantity: Quantity
  /// Side of the taker.
  public var aggressor: Side
  /// The order that was there first.
  public var maker: Participant
  /// The order that came.
  public var taker: Participant

  /// Takes every field.
  @inlinable
  public init(
    trade: TradeID, price: Price, quantity: Quantity, aggressor: Side, maker: Participant,
    taker: Participant
  ) {
    self.trade = trade
    self.price = price
    self.quantity = quantity
    self.aggressor = aggressor
    self.maker = maker
    self.taker = taker
  }
}
