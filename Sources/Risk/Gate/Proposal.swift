internal import Core

/// A new order or an amend, as it was asked for.
struct Asked: BitwiseCopyable {
  let kind: RequestKind
  let id: OrderID
  let owner: PartyID
  /// Of a new order; an amend does not say.
  let side: Side
  let price: Price?
  let quantity: Int64
  let isClosing: Bool

  @inline(__always) init(_ order: NewOrder, _ purpose: RequestPurpose) {
    kind = .new
    id = order.id
    owner = order.owner
    side = order.side
    price = order.type.limitPrice
    quantity = order.quantity.rawValue
    isClosing = purpose == .closing
  }

  @inline(__always) init(_ amend: Amend) {
    kind = .amend
    id = amend.id
    owner = amend.owner
    side = .buy
    price = amend.price
    quantity = amend.quantity.rawValue
    isClosing = false
  }
}

/// What a request would do, with everything looked up.
struct Proposal: BitwiseCopyable {
  let kind: RequestKind
  let seat: Int
  let place: Int
  let side: Side
  let limit: Price?
  /// Total asked for.
  let quantity: Int64
  /// What could still trade of it.
  let open: Int64
  /// How much more than now would be held.
  let added: Int64
  /// What the worst cases would then be worth.
  let worth: Worth
  let reference: ReferencePrice?
  /// What is known of the same order.
  var sighting = RecentOrders.Sighting()

  /// By what the same order is known again.
  @inline(__always) var terms: RecentOrders.Terms {
    RecentOrders.Terms(seat: seat, side: side, price: limit, quantity: quantity)
  }
}

/// A rule that denies.
struct Violation: BitwiseCopyable {
  let reason: RiskReason
  var limit: UInt64 = 0
  var observed: UInt64 = 0
}
