import Core
import OrderState
import Samples
import Testing

/// Events that are all legal but for the last, and why that one is not; nil when it is legal too.
private struct Case: Sendable, CustomTestStringConvertible {
  let what: String
  let order: NewOrder
  let events: [OrderEvent]
  let reason: TransitionError.Reason?
  var testDescription: String { what }

  init(
    _ what: String, _ order: NewOrder, _ events: [OrderEvent],
    _ reason: TransitionError.Reason?
  ) {
    self.what = what
    self.order = order
    self.events = events
    self.reason = reason
  }

  init(_ what: String, _ events: [OrderEvent], _ reason: TransitionError.Reason?) {
    self.init(what, Sample.order(), events, reason)
  }
}

private let market = Sample.order(market: true)
private let immediate = Sample.order(.immediateOrCancel)
private let fillOrKill = Sample.order(.fillOrKill)
private let postOnly = Sample.order(postOnly: true)
private func take(_ quantity: Quantity, _ number: UInt64) -> OrderEvent {
  Sample.fill(quantity, number, .taker)
}

private let cases = [
  Case("fill number 1 twice", [.accepted, take(4, 1), take(4, 1)], .fillNumberRepeated),
  Case("fill number 0", [.accepted, take(4, 0)], .fillNumberRepeated),
  Case("fill 2 before fill 1", [.accepted, take(4, 2)], .fillNumberSkipped),
  Case("fill number at the end of the numbers", [.accepted, take(4, .max)], .fillNumberSkipped),
  Case("fill of nothing", [.accepted, take(0, 1)], .emptyFill),
  Case("more than the order", [.accepted, take(11, 1)], .overfill),
  Case("more than is left", [.accepted, take(4, 1), take(7, 2)], .overfill),
  Case("late fill of what is left", [.accepted, .cancelled(.stale), take(10, 1)], nil),
  Case("late fill of more", [.accepted, .cancelled(.stale), take(11, 1)], .overfill),
  Case(
    "late fill, number repeated", [.accepted, take(4, 1), .cancelled(.stale), take(4, 1)],
    .fillNumberRepeated),
  Case(
    "a fill behind a completing late fill",
    [.accepted, .cancelled(.stale), take(10, 1), take(1, 2)], .filledIsFinal),
  Case(
    "replaced to what is filled",
    [
      .accepted, take(4, 1), .replaceRequested(Sample.terms),
      .replaced(Replacement(price: 101, quantity: 4)),
    ], .quantityNotAboveFilled),
  Case(
    "replaced to more than is filled",
    [
      .accepted, take(4, 1), .replaceRequested(Sample.terms),
      .replaced(Replacement(price: 101, quantity: 5)),
    ], nil),
  Case(
    "replaced below what is filled beside a cancel",
    [
      .accepted, take(4, 1), .replaceRequested(Sample.terms), .cancelRequested(.storm),
      .replaced(Replacement(price: 101, quantity: 3)),
    ], .quantityNotAboveFilled),
  Case("nothing taken in", Sample.order(quantity: 0), [.accepted], .contradictoryTerms),
  Case(
    "post-only market order", Sample.order(market: true, postOnly: true), [.accepted],
    .contradictoryTerms),
  Case(
    "post-only immediate order", Sample.order(.immediateOrCancel, postOnly: true), [.accepted],
    .contradictoryTerms),
  Case("post-only order takes", postOnly, [.accepted, take(4, 1)], .postOnlyTook),
  Case("post-only order makes", postOnly, [.accepted, Sample.fill(4, 1, .maker)], nil),
  Case("IOC rests and is hit", immediate, [.accepted, Sample.fill(4, 1)], .immediateOrderRests),
  Case("IOC takes, rest expires", immediate, [.accepted, take(4, 1), ioc], nil),
  Case("IOC is taken out", immediate, [.accepted, .cancelled(.stale)], .immediateOrderRests),
  Case(
    "IOC is to be replaced", immediate, [.accepted, .replaceRequested(Sample.terms)],
    .immediateOrderRests),
  Case("IOC dies of FOK", immediate, [.accepted, .expired(.fillOrKill)], .expiryNotInTerms),
  Case("FOK expires untouched", fillOrKill, [.accepted, fok], nil),
  Case("FOK fills in parts", fillOrKill, [.accepted, take(4, 1), take(6, 2)], nil),
  Case("FOK expires in part", fillOrKill, [.accepted, take(4, 1), fok], .fillOrKillInPart),
  Case("FOK dies of IOC", fillOrKill, [.accepted, ioc], .expiryNotInTerms),
  Case("FOK rests", fillOrKill, [.accepted, Sample.fill(10, 1)], .immediateOrderRests),
  Case("market order, empty book", market, [.accepted, .expired(.bookExhausted)], nil),
  Case("market order rests", market, [.accepted, Sample.fill(4, 1)], .immediateOrderRests),
  Case(
    "resting order expires", [.accepted, .expired(.bookExhausted)], .expiryNotInTerms),
]
private let ioc = OrderEvent.expired(.immediateOrCancel)
private let fok = OrderEvent.expired(.fillOrKill)

@Test(arguments: cases)
private func `figures and terms constrain what a state allows`(example: Case) throws {
  let last = try #require(example.events.last)
  let order = try OrderLifecycle(example.order, after: Array(example.events.dropLast()))
  var reason: TransitionError.Reason?
  do { _ = try order.successor(on: last) } catch { reason = error }
  #expect(reason == example.reason)
}

/// A life as a table: event, then state with what is filled of how much.
private let lives: [(String, NewOrder, [(OrderEvent, String)])] = [
  (
    "the fill beats the cancel", Sample.order(),
    [
      (.accepted, "Pending 0/10"), (take(4, 1), "PartiallyFilled 4/10"),
      (.cancelRequested(.requote), "PendingCancel 4/10"), (take(6, 2), "Filled 10/10"),
    ]
  ),
  (
    "a late fill is counted and the cancel stands", Sample.order(),
    [
      (.accepted, "Pending 0/10"), (.cancelRequested(.requote), "PendingCancel 0/10"),
      (.cancelled(.requote), "Cancelled 0/10"), (take(4, 1), "Cancelled 4/10 late 1"),
      (take(6, 2), "Filled 10/10 late 2"),
    ]
  ),
  (
    "an answered replacement leaves the cancel waiting", Sample.order(),
    [
      (.replaceRequested(Sample.terms), "PendingReplace 0/10"), (.accepted, "PendingReplace 0/10"),
      (.cancelRequested(.storm), "PendingCancel 0/10"),
      (.replaced(Sample.terms), "PendingCancel 0/12"),
      (.cancelRejected(Sample.cause), "Pending 0/12"),
    ]
  ),
  (
    "a refused cancel leaves the replacement waiting", Sample.order(),
    [
      (.accepted, "Pending 0/10"), (.cancelRequested(.storm), "PendingCancel 0/10"),
      (.replaceRequested(Sample.terms), "PendingCancel 0/10"),
      (.cancelRejected(Sample.cause), "PendingReplace 0/10"),
      (take(4, 1), "PendingReplace 4/10"), (.replaced(Sample.terms), "PartiallyFilled 4/12"),
    ]
  ),
]

@Test(arguments: lives.indices)
func `INV-ORDER-2: a life goes as its table says, what is filled never falls`(index: Int) throws {
  let (what, order, steps) = lives[index]
  var lifecycle = OrderLifecycle(order)
  var filled: Quantity = 0
  for (event, expected) in steps {
    try lifecycle.apply(event)
    #expect(lifecycle.summary == expected, "\(what)")
    #expect(lifecycle.filled >= filled)
    filled = lifecycle.filled
  }
}

extension OrderLifecycle {
  /// As in: PartiallyFilled 4/10.
  var summary: String {
    "\(state.phase.name) \(filled.rawValue)/\(quantity.rawValue)"
      + (lateFillCount > 0 ? " late \(lateFillCount)" : "")
  }
}
