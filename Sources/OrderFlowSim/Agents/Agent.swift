public import Core

/// A participant of the simulated market: woken now and then, it looks around and sends requests.
///
/// An agent sees only what a participant would see (best prices, prints, its own account) and
/// draws only from its own random stream. It must send the same requests when it is woken with the
/// same state, view and stream. Its terms are configuration; only what it has learned is saved.
public protocol Agent: Sendable {
  /// Which part of the market's activity paces it.
  static var activity: MarketActivity { get }

  /// Looks around and sends requests.
  mutating func wake(_ context: AgentContext, random: inout RandomStream, outbox: inout Outbox)

  /// Hears that the venue refused a request.
  mutating func heardReject(_ reject: Reject)

  /// Writes what it has learned since it was made.
  func encode(into writer: inout ByteWriter)

  /// Takes up what `encode` wrote, on an agent made on the same terms.
  mutating func restore(from reader: inout ByteReader) throws(StateDecodingError)
}

extension Agent {
  /// Most agents learn nothing from a refusal: their account already says what is working.
  public mutating func heardReject(_ reject: Reject) {}

  /// Most agents remember nothing: their account is their state.
  public func encode(into writer: inout ByteWriter) {}

  /// Nothing to take up.
  public mutating func restore(from reader: inout ByteReader) throws(StateDecodingError) {}
}

/// What paces an agent.
public enum MarketActivity: Sendable, Equatable {
  /// Ordinary flow: follows the regime's flow and spikes.
  case flow
  /// Quoting: the same in every regime.
  case steady
  /// Cancel storms: silent but for the phases that ask for one.
  case storm
}

/// What an agent sees when it is woken.
public struct AgentContext: Sendable {
  /// Event time.
  public let now: Timestamp
  /// Highest price anybody bids.
  public let bestBid: Price?
  /// Lowest price anybody offers.
  public let bestAsk: Price?
  /// Price of the last trade, or the opening price before the first.
  public let lastPrice: Price
  /// The agent's own position and working orders.
  public let account: Account

  /// Takes every field.
  public init(
    now: Timestamp, bestBid: Price?, bestAsk: Price?, lastPrice: Price, account: Account
  ) {
    self.now = now
    self.bestBid = bestBid
    self.bestAsk = bestAsk
    self.lastPrice = lastPrice
    self.account = account
  }

  /// Middle of the market in half raw units: the sum of the best prices, or twice what is known.
  public var doubledMid: Int64 {
    switch (bestBid, bestAsk) {
    case (let bid?, let ask?): bid.rawValue + ask.rawValue
    case (let bid?, nil): 2 * max(bid.rawValue, lastPrice.rawValue)
    case (nil, let ask?): 2 * min(ask.rawValue, lastPrice.rawValue)
    case (nil, nil): 2 * lastPrice.rawValue
    }
  }

  /// Whether the market is too thin to take from: a side is empty or the spread above 12 ticks.
  public var isThin: Bool {
    guard let bestBid, let bestAsk else { return true }
    return bestAsk.rawValue - bestBid.rawValue > 12
  }

  /// The best price on a side, or the last trade's where nobody is there.
  public func best(_ side: Side) -> Price {
    (side == .buy ? bestBid : bestAsk) ?? lastPrice
  }
}

/// Collects what an agent asks of the venue.
public struct Outbox: Sendable {
  /// The requests in the order they were made.
  public private(set) var requests: [EventPayload] = []
  private var owner: PartyID
  /// Where the numbering stands.
  private(set) var orderIDs: OrderIDSource

  /// An empty one whose first order will have the number after `issued`.
  public init(owner: PartyID, issued: UInt64 = 0) {
    self.init(owner: owner, orderIDs: OrderIDSource(issued: issued))
  }

  init(owner: PartyID, orderIDs: OrderIDSource) {
    self.owner = owner
    self.orderIDs = orderIDs
  }

  /// Empties it for another agent's requests, keeping its room.
  mutating func reopen(for owner: PartyID) {
    self.owner = owner
    requests.removeAll(keepingCapacity: true)
  }

  /// Asks for a new order.
  public mutating func place(
    _ side: Side, _ type: OrderType, _ lots: Int64,
    timeInForce: TimeInForce = .goodTillCancel, isPostOnly: Bool = false
  ) {
    guard let quantity = Quantity(rawValue: lots) else { return }
    requests.append(
      .newOrder(
        NewOrder(
          id: orderIDs.take(), owner: owner, side: side, type: type, quantity: quantity,
          timeInForce: timeInForce, isPostOnly: isPostOnly)))
  }

  /// Asks for an order to be taken out.
  public mutating func cancel(_ id: OrderID, because reason: CancelReason) {
    requests.append(.cancel(Cancel(id: id, owner: owner, reason: reason)))
  }

  /// Asks for another price and total quantity.
  public mutating func amend(_ id: OrderID, price: Price, quantity: Quantity) {
    requests.append(.amend(Amend(id: id, owner: owner, price: price, quantity: quantity)))
  }
}

/// Hands out order numbers, dense from 1 over all agents.
struct OrderIDSource: Sendable, Equatable {
  private(set) var issued: UInt64 = 0

  mutating func take() -> OrderID {
    issued += 1
    return OrderID(issued)
  }
}

extension OrderIDSource: Persistable {
  func encode(into writer: inout ByteWriter) { writer.append(issued) }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    issued = try reader.counter()
  }
}
