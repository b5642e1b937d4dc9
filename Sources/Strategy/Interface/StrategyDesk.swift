public import Core

/// What a strategy holds and asks for: its position, its orders, and the way to send more.
///
/// The engine keeps one desk a strategy, brings it up to date before each call and takes the
/// requests out after it.
public struct StrategyDesk: Sendable {
  /// Whose orders these are.
  public let party: PartyID
  /// Time of the call: arrival of what caused it, UTC nanoseconds.
  public internal(set) var now = Timestamp.zero
  /// What it holds, by instrument number − 1.
  public internal(set) var positions: [SignedQuantity]
  /// Its orders that are not over, in the order in which they were sent.
  public internal(set) var orders: [WorkingOrder] = []
  /// What it has asked for since the engine last looked.
  public internal(set) var requests: [StrategyRequest] = []
  /// How many orders were ever sent; the next one has the number behind it.
  public internal(set) var orderCount: UInt64 = 0

  /// A desk before the session, for instruments numbered 1…`instrumentCount`.
  public init(party: PartyID, instrumentCount: Int) {
    self.party = party
    positions = Array(repeating: .zero, count: instrumentCount)
  }

  /// What is held of an instrument; nothing of an unknown one.
  public func position(_ instrument: InstrumentID) -> SignedQuantity {
    let place = Int(instrument.rawValue) - 1
    return positions.indices.contains(place) ? positions[place] : .zero
  }

  /// How many orders of an instrument are not over.
  public func workingCount(_ instrument: InstrumentID) -> Int {
    orders.reduce(0) { $0 + ($1.instrument == instrument ? 1 : 0) }
  }

  /// One of its orders that are not over.
  public func order(_ id: OrderID) -> WorkingOrder? { orders.first { $0.id == id } }

  /// How much more may be ordered on a side so that the position, should every order of that side
  /// trade in full, stays within `limit` either way; never negative. An order that is to make room
  /// for another counts as gone.
  public func room(
    _ instrument: InstrumentID, _ side: Side, limit: Quantity, replacing old: OrderID? = nil
  ) -> Quantity {
    let held = Int128(position(instrument).rawValue)
    let replaced = old.flatMap(order).map { Int128($0.mostRemaining.rawValue) } ?? 0
    let working = Int128(workingQuantity(instrument, side)) - replaced
    let room = Int128(limit.rawValue) - (side == .buy ? held : -held) - working
    return Quantity(rawValue: Int64(clamping: min(max(0, room), Int128(Quantity.magnitudeLimit))))
      ?? .zero
  }

  /// Quantity of an instrument's orders of one side that may still trade; an amend that asks for
  /// more counts from when it is asked.
  public func workingQuantity(_ instrument: InstrumentID, _ side: Side) -> Int64 {
    var sum: Int128 = 0
    for order in orders where order.instrument == instrument && order.side == side {
      sum += Int128(order.mostRemaining.rawValue)
    }
    return Int64(clamping: sum)
  }
}

// What a strategy asks for.
extension StrategyDesk {
  /// Sends an order and answers its id.
  @discardableResult
  public mutating func submit(
    _ instrument: InstrumentID, _ side: Side, _ type: OrderType, _ quantity: Quantity,
    timeInForce: TimeInForce = .goodTillCancel, isPostOnly: Bool = false
  ) -> OrderID {
    orderCount += 1
    let id = OrderID(Self.firstID(of: party) | orderCount)
    let order = NewOrder(
      id: id, owner: party, side: side, type: type, quantity: quantity, timeInForce: timeInForce,
      isPostOnly: isPostOnly)
    orders.append(
      WorkingOrder(
        id: id, instrument: instrument, side: side, price: type.limitPrice, remaining: quantity))
    requests.append(.order(instrument, .newOrder(order)))
    return id
  }

  /// Takes one of its orders out; false where it has none of that id, or has asked already.
  @discardableResult
  public mutating func cancel(_ id: OrderID, reason: CancelReason = .requested) -> Bool {
    guard let place = orders.firstIndex(where: { $0.id == id }), !orders[place].isCancelling else {
      return false
    }
    orders[place].isCancelling = true
    let cancel = Cancel(id: id, owner: party, reason: reason)
    requests.append(.order(orders[place].instrument, .cancel(cancel)))
    return true
  }

  /// Changes price and total quantity (what is filled included) of one of its orders; false where
  /// it has none of that id, or one that is already being changed or taken out.
  @discardableResult
  public mutating func amend(_ id: OrderID, price: Price, quantity: Quantity) -> Bool {
    guard let place = orders.firstIndex(where: { $0.id == id }), !orders[place].isCancelling,
      !orders[place].isAmending
    else { return false }
    orders[place].requestedTotal = quantity
    let amend = Amend(id: id, owner: party, price: price, quantity: quantity)
    requests.append(.order(orders[place].instrument, .amend(amend)))
    return true
  }

  /// Asks to be called with `timer` at `time`; at once if that lies in the past.
  public mutating func setTimer(_ timer: UInt64, at time: Timestamp) {
    requests.append(.timer(timer, at: time))
  }

  /// The ids of a party's orders begin behind this one: the top bit tells them from recorded ones.
  public static func firstID(of party: PartyID) -> UInt64 {
    1 << 63 | UInt64(party.rawValue & 0x7FFF) << 48
  }
}

/// An order of the desk that is not over.
public struct WorkingOrder: BitwiseCopyable, Sendable, Equatable {
  /// Its number.
  public let id: OrderID
  /// What it trades.
  public let instrument: InstrumentID
  /// Buy or sell.
  public let side: Side
  /// Its limit; none for a market order.
  public internal(set) var price: Price?
  /// What has traded.
  public internal(set) var filled = Quantity.zero
  /// What may still trade.
  public internal(set) var remaining: Quantity
  /// Whether the venue has taken it in.
  public internal(set) var isAccepted = false
  /// The total quantity that an amend on its way asks for.
  public internal(set) var requestedTotal: Quantity?
  /// Whether a cancel is on its way.
  public internal(set) var isCancelling = false

  init(id: OrderID, instrument: InstrumentID, side: Side, price: Price?, remaining: Quantity) {
    self.id = id
    self.instrument = instrument
    self.side = side
    self.price = price
    self.remaining = remaining
  }
}

extension WorkingOrder {
  /// Whether an amend is on its way.
  public var isAmending: Bool { requestedTotal != nil }

  /// What may still trade, whether or not an amend on its way goes through.
  public var mostRemaining: Quantity {
    guard let requestedTotal, requestedTotal > filled else { return remaining }
    return max(remaining, requestedTotal - filled)
  }
}

/// One thing that a strategy asks for.
public enum StrategyRequest: BitwiseCopyable, Sendable, Equatable {
  /// A new order, a cancel or an amend.
  case order(InstrumentID, EventPayload)
  /// To be called.
  case timer(UInt64, at: Timestamp)
}
