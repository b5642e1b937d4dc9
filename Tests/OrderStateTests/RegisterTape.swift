import Core
import OrderState
import Samples

/// Payloads in the short form that the register's scenarios are written in. Orders buy at 100 for
/// party 1 unless they say otherwise.
enum Line {
  static func new(
    _ id: OrderID, _ quantity: Quantity, _ timeInForce: TimeInForce = .goodTillCancel,
    by owner: PartyID = 1
  ) -> EventPayload {
    .newOrder(
      NewOrder(
        id: id, owner: owner, side: .buy, type: .limit(100), quantity: quantity,
        timeInForce: timeInForce))
  }

  static func accepted(_ id: OrderID, by owner: PartyID = 1) -> EventPayload {
    .accepted(Accepted(id: id, owner: owner))
  }

  static func fill(
    _ id: OrderID, _ quantity: Quantity, _ number: UInt64, left: Quantity, side: Side = .buy,
    at price: Price = 100, by owner: PartyID = 1
  ) -> EventPayload {
    .fill(
      Fill(
        id: id, owner: owner, side: side, price: price, quantity: quantity, remaining: left,
        number: number, trade: 1, liquidity: .taker))
  }

  static func cancel(_ id: OrderID, by owner: PartyID = 1) -> EventPayload {
    .cancel(Cancel(id: id, owner: owner, reason: .storm))
  }

  static func cancelled(_ id: OrderID, left: Quantity) -> EventPayload {
    .cancelled(Cancelled(id: id, owner: 1, remaining: left, reason: .storm))
  }

  static func amend(_ id: OrderID, _ price: Price, _ quantity: Quantity) -> EventPayload {
    .amend(Amend(id: id, owner: 1, price: price, quantity: quantity))
  }

  static func amended(
    _ id: OrderID, _ price: Price, _ quantity: Quantity, left: Quantity
  ) -> EventPayload {
    .amended(Amended(id: id, owner: 1, price: price, quantity: quantity, remaining: left))
  }

  static func expired(
    _ id: OrderID, left: Quantity, _ reason: ExpireReason = .immediateOrCancel
  ) -> EventPayload {
    .expired(Expired(id: id, owner: 1, remaining: left, reason: reason))
  }

  static func refused(
    _ request: RequestKind, _ id: OrderID, _ reason: RejectReason = .unknownOrder,
    by owner: PartyID = 1
  ) -> EventPayload {
    .reject(Reject(id: id, owner: owner, request: request, reason: reason))
  }

  static func dropped(
    _ request: RequestKind, _ id: OrderID, _ reason: DropReason = .overflowOldest
  ) -> EventPayload {
    .drop(Drop(id: id, owner: 1, request: request, reason: reason))
  }
}

extension OrderRegister {
  /// Takes the next line and tells how its order stands, or how the line is wrong.
  mutating func outcome(_ payload: EventPayload, _ sequence: UInt64 = 1) -> String {
    let event = Event(sequence: TapeSequence(sequence), time: 0, instrument: 1, payload: payload)
    do { try apply(event) } catch { return "! \(error.kind.name)" }
    guard let id = payload.orderID, let order = lifecycle(of: id) else { return "-" }
    return order.summary
  }
}
