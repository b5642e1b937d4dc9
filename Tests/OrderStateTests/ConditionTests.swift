import Core
import OrderState
import Samples
import Testing

/// Lines of a register's tape, and how order 1 stands after each, or what is wrong with it.
private struct Scenario: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let lines: [(EventPayload, String)]

  init(_ what: String, _ lines: [(EventPayload, String)]) {
    testDescription = what
    self.lines = lines
  }
}

private func terms(
  _ trigger: OrderTrigger, until: Timestamp? = nil, day: Bool = false
) -> EventPayload {
  .orderTerms(OrderTerms(id: 1, owner: 1, trigger: trigger, until: until, endsWithDay: day))
}

private func restated(_ quantity: Quantity, left: Quantity, _ price: Price? = nil) -> EventPayload {
  .restated(
    Restated(
      id: 1, owner: 1, price: price, quantity: quantity, remaining: left, reason: .group))
}

private let triggered = EventPayload.triggered(Triggered(id: 1, owner: 1, price: 90))

private let market = EventPayload.newOrder(
  NewOrder(id: 1, owner: 1, side: .buy, type: .market, quantity: 10))

private let lives = [
  Scenario(
    "a stop waits, is triggered and trades",
    [
      (terms(.stop(90)), "none"), (market, "New 0/10"), (Line.accepted(1), "Pending 0/10"),
      (Line.new(2, 10, .immediateOrCancel), "Pending 0/10"), (Line.accepted(2), "Pending 0/10"),
      (triggered, "Pending 0/10"), (Line.fill(1, 10, 1, left: 0), "Filled 10/10"),
    ]),
  Scenario(
    "a stop that the book does not take in ends by its trigger",
    [
      (terms(.stop(90)), "none"), (market, "New 0/10"), (Line.accepted(1), "Pending 0/10"),
      (Line.expired(1, left: 10, .notAdmitted), "terms"), (triggered, "Pending 0/10"),
      (Line.expired(1, left: 10, .notAdmitted), "Expired 0/10"),
    ]),
  Scenario(
    "an order with a time ends by it, one without does not",
    [
      (terms(.none, until: 5), "none"), (Line.new(1, 10), "New 0/10"),
      (Line.accepted(1), "Pending 0/10"),
      (Line.expired(1, left: 10, .goodTillDate), "Expired 0/10"),
    ]),
  Scenario(
    "an order of the day ends with it, and by no time",
    [
      (terms(.none, day: true), "none"), (Line.new(1, 10), "New 0/10"),
      (Line.accepted(1), "Pending 0/10"), (Line.expired(1, left: 10, .goodTillDate), "terms"),
      (Line.expired(1, left: 10, .dayOver), "Expired 0/10"),
    ]),
  Scenario(
    "nothing ends an order by a time that it does not have",
    [
      (Line.new(1, 10), "New 0/10"), (Line.accepted(1), "Pending 0/10"),
      (Line.expired(1, left: 10, .goodTillDate), "terms"), (triggered, "nothing holds"),
    ]),
  Scenario(
    "a restated order has what is told from then on, and never less than is filled",
    [
      (Line.new(1, 10), "New 0/10"), (restated(8, left: 8), "the venue has not"),
      (Line.accepted(1), "Pending 0/10"), (restated(8, left: 8), "Pending 0/8"),
      (Line.fill(1, 3, 1, left: 5), "PartiallyFilled 3/8"),
      (restated(3, left: 0), "the new quantity"), (restated(7, left: 5), "has 4 left"),
      (restated(7, left: 4, 101), "PartiallyFilled 3/7"),
      (Line.fill(1, 4, 2, left: 0, at: 101), "Filled 7/7"), (restated(9, left: 2), "a filled"),
    ]),
  Scenario(
    "a market order in a call waits for the uncross",
    [
      (.phaseChange(PhaseChange(.openingCall)), "none"), (market, "New 0/10"),
      (Line.accepted(1), "Pending 0/10"), (Line.new(2, 10), "Pending 0/10"),
      (Line.accepted(2), "Pending 0/10"), (.phaseChange(PhaseChange(.continuous)), "Pending 0/10"),
      (Line.fill(1, 4, 1, left: 6), "PartiallyFilled 4/10"),
      (Line.expired(1, left: 6, .bookExhausted), "Expired 4/10"),
    ]),
]

@Test(arguments: lives)
private func `terms, groups and phases have their part in an order's life`(
  scenario: Scenario
) throws {
  var register = OrderRegister()
  var sequencer = Sequencer()
  for (line, (payload, expected)) in scenario.lines.enumerated() {
    var found: String
    do {
      try register.apply(sequencer.stamp(payload, at: .zero, source: 1, instrument: 1))
      found = "none"
      if let order = register.lifecycle(of: 1) {
        found = "\(order.state.phase.name) \(order.filled.rawValue)/\(order.quantity.rawValue)"
      }
    } catch { found = error.description }
    #expect(
      found == expected || found.contains(expected) && !expected.contains("/"),
      "line \(line): \(found), not \(expected)")
    var reader = ByteReader(register.encoded())
    #expect(try OrderRegister(decoding: &reader).encoded() == register.encoded())
  }
}
