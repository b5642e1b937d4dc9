public import Core

/// A book that matches by price, then time: what the reference book and the fast one both are.
///
/// The same requests bring the same reports in both, byte for byte the same saved state, and the
/// same answers to every question.
public protocol OrderMatching: Persistable, Sendable, ~Copyable {
  /// An empty book.
  init(instrument: InstrumentID, quantityScale: DecimalScale, rules: InstrumentRules)

  /// What is traded here.
  var instrument: InstrumentID { get }
  /// Digits of quantities, needed by the minimum notional.
  var quantityScale: DecimalScale { get }
  /// What orders are checked against at the moment.
  var rules: InstrumentRules { get }
  /// How many trades there were; the next one has the number after it.
  var tradeCount: UInt64 { get }

  /// Takes in a new order; `outer` is what another check, such as a position limit, says of it,
  /// and takes its place in the ranking.
  mutating func submit(
    _ order: NewOrder, refusal outer: RejectReason?, into reports: inout [EventPayload])

  /// Takes in a new order with special terms.
  mutating func submit(
    _ order: NewOrder, terms: BookTerms, refusal outer: RejectReason?,
    into reports: inout [EventPayload])

  /// Takes an order out for its owner.
  mutating func cancel(_ request: Cancel, into reports: inout [EventPayload])

  /// Changes price or total quantity of a resting order for its owner.
  mutating func amend(
    _ request: Amend, refusal outer: RejectReason?, into reports: inout [EventPayload])

  /// Puts new rules in force. Orders that rest stay as they are, even where they break them.
  mutating func setRules(_ rules: InstrumentRules)

  /// Takes an order out without a report, for whoever reports it; nil when there is none.
  mutating func takeOut(_ id: OrderID) -> BookOrder?

  /// Puts an order in behind the others at its price, without a report; it must reach nothing. False
  /// and unchanged where its id lives or the level would leave the legal range.
  mutating func putIn(_ order: BookOrder) -> Bool

  /// Gives an order a smaller total quantity, above what is filled; it keeps its place.
  mutating func shrink(_ id: OrderID, to quantity: Quantity)

  /// The number of a trade that is made outside of continuous matching.
  mutating func nextTrade() -> TradeID

  /// Highest bid; nil when nobody bids.
  var bestBid: DepthLevel? { get }
  /// Lowest offer; nil when nobody offers.
  var bestAsk: DepthLevel? { get }
  /// How many orders rest.
  var liveOrderCount: Int { get }

  /// How many prices of a side hold orders.
  func levelCount(_ side: Side) -> Int

  /// Up to `limit` levels of a side, best first.
  func depth(_ side: Side, levels limit: Int) -> [DepthLevel]

  /// The live order with this id.
  func order(_ id: OrderID) -> BookOrder?

  /// What stands before a live order in the queue of its level.
  func queuePosition(of id: OrderID) -> QueuePosition?

  /// The orders of one level, front of the queue first; empty when there is no such level.
  func queue(_ side: Side, at price: Price) -> [BookOrder]

  /// The book as it stands, with all its bookkeeping.
  var image: BookImage { get }
}

extension OrderMatching where Self: ~Copyable {
  /// Checks the whole book against INV-BOOK-1 to 6; empty when it is sound.
  /// - Complexity: O(orders).
  public func invariantViolations() -> [BookViolation] { image.violations }
}

extension ReferenceBook: OrderMatching {}

extension FastBook: OrderMatching {
  /// An empty book with the usual seed.
  public init(instrument: InstrumentID, quantityScale: DecimalScale, rules: InstrumentRules) {
    self.init(
      instrument: instrument, quantityScale: quantityScale, rules: rules, seed: Self.defaultSeed)
  }
}
