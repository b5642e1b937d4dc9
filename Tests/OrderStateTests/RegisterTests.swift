import Core
import OrderState
import Samples
import Testing

/// A tape as a table: its lines, and how the line's order stands afterwards.
private struct Scenario: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let lines: [(EventPayload, String)]

  init(_ what: String, _ lines: [(EventPayload, String)]) {
    testDescription = what
    self.lines = lines
  }
}

private let traffic = [
  Scenario(
    "a cancel that finds its order filled",
    [
      (Line.new(1, 10), "New 0/10"), (Line.accepted(1), "Pending 0/10"),
      (Line.fill(1, 10, 1, left: 0), "Filled 10/10"), (Line.cancel(1), "Filled 10/10"),
      (Line.refused(.cancel, 1), "Filled 10/10"),
    ]),
  Scenario(
    "a cancel that crosses the last fill",
    [
      (Line.new(1, 10), "New 0/10"), (Line.accepted(1), "Pending 0/10"),
      (Line.cancel(1), "PendingCancel 0/10"), (Line.fill(1, 10, 1, left: 0), "Filled 10/10"),
      (Line.refused(.cancel, 1), "Filled 10/10"),
    ]),
  Scenario(
    "a fill that crosses the cancel",
    [
      (Line.new(1, 10), "New 0/10"), (Line.accepted(1), "Pending 0/10"),
      (Line.cancel(1), "PendingCancel 0/10"), (Line.cancelled(1, left: 10), "Cancelled 0/10"),
      (Line.fill(1, 4, 1, left: 0), "Cancelled 4/10 late 1"),
      (Line.fill(1, 6, 2, left: 0), "Filled 10/10 late 2"),
    ]),
  Scenario(
    "a request before the order is taken in",
    [
      (Line.new(1, 10), "New 0/10"), (Line.cancel(1), "PendingCancel 0/10"),
      (Line.accepted(1), "PendingCancel 0/10"), (Line.cancelled(1, left: 10), "Cancelled 0/10"),
    ]),
  Scenario(
    "a storm of cancels: the first takes it out, the others are refused",
    [
      (Line.new(1, 10), "New 0/10"), (Line.accepted(1), "Pending 0/10"),
      (Line.cancel(1), "PendingCancel 0/10"), (Line.cancel(1), "PendingCancel 0/10"),
      (Line.cancel(1), "PendingCancel 0/10"), (Line.dropped(.cancel, 1), "PendingCancel 0/10"),
      (Line.dropped(.cancel, 1, .duplicate), "PendingCancel 0/10"),
      (Line.refused(.cancel, 1), "Pending 0/10"), (Line.cancelled(1, left: 10), "Cancelled 0/10"),
      (Line.refused(.cancel, 1), "Cancelled 0/10"),
    ]),
  Scenario(
    "two amends in flight, answered in turn",
    [
      (Line.new(1, 10), "New 0/10"), (Line.accepted(1), "Pending 0/10"),
      (Line.amend(1, 101, 12), "PendingReplace 0/10"),
      (Line.amend(1, 102, 8), "PendingReplace 0/10"),
      (Line.amended(1, 101, 12, left: 12), "PendingReplace 0/12"),
      (Line.fill(1, 3, 1, left: 9, at: 101), "PendingReplace 3/12"),
      (Line.amended(1, 102, 8, left: 5), "PartiallyFilled 3/8"),
    ]),
  Scenario(
    "answers that overtake one another",
    [
      (Line.new(1, 10), "New 0/10"), (Line.accepted(1), "Pending 0/10"),
      (Line.amend(1, 101, 12), "PendingReplace 0/10"), (Line.cancel(1), "PendingCancel 0/10"),
      (Line.refused(.cancel, 1, .tradingHalted), "PendingReplace 0/10"),
      (Line.amended(1, 101, 12, left: 12), "Pending 0/12"),
    ]),
  Scenario(
    "a second order under a live id",
    [
      (Line.new(1, 10), "New 0/10"), (Line.accepted(1), "Pending 0/10"),
      (Line.new(1, 5), "Pending 0/10"), (Line.refused(.new, 1, .duplicateOrder), "Pending 0/10"),
      (Line.new(1, 5), "Pending 0/10"), (Line.refused(.new, 1, .quantityOffLot), "Pending 0/10"),
      (Line.new(1, 5, by: 2), "Pending 0/10"),
      (Line.refused(.new, 1, .duplicateOrder, by: 2), "Pending 0/10"),
    ]),
  Scenario(
    "copies of a message: the first is dropped, the second is taken in",
    [
      (Line.new(1, 10), "New 0/10"), (Line.new(1, 10), "New 0/10"),
      (Line.dropped(.new, 1), "New 0/10"), (Line.accepted(1), "Pending 0/10"),
    ]),
  Scenario(
    "copies of a message: the second is dropped",
    [
      (Line.new(1, 10), "New 0/10"), (Line.new(1, 10), "New 0/10"),
      (Line.accepted(1), "Pending 0/10"), (Line.dropped(.new, 1, .duplicate), "Pending 0/10"),
      (Line.dropped(.new, 1, .duplicate), "Pending 0/10"),
    ]),
  Scenario(
    "an order that is refused, one that is dropped, one that was dropped before the tape",
    [
      (Line.new(1, 10), "New 0/10"), (Line.refused(.new, 1, .priceOffTick), "Rejected 0/10"),
      (Line.new(2, 10), "New 0/10"), (Line.dropped(.new, 2), "Rejected 0/10"),
      (Line.dropped(.new, 3), "-"),
    ]),
  Scenario(
    "requests about nothing, and about another's order",
    [
      (Line.cancel(9), "-"), (Line.refused(.cancel, 9), "-"), (Line.amend(9, 101, 12), "-"),
      (Line.refused(.amend, 9), "-"), (Line.new(1, 10), "New 0/10"),
      (Line.accepted(1), "Pending 0/10"), (Line.cancel(1, by: 2), "Pending 0/10"),
      (Line.refused(.cancel, 1, .notOwner, by: 2), "Pending 0/10"),
    ]),
  Scenario(
    "immediate orders that end in their step",
    [
      (Line.new(1, 10, .immediateOrCancel), "New 0/10"), (Line.accepted(1), "Pending 0/10"),
      (Line.amend(1, 101, 12), "Pending 0/10"),
      (Line.fill(1, 4, 1, left: 6), "PartiallyFilled 4/10"),
      (Line.expired(1, left: 6), "Expired 4/10"), (Line.refused(.amend, 1), "Expired 4/10"),
      (Line.new(2, 10, .fillOrKill), "New 0/10"), (Line.accepted(2), "Pending 0/10"),
      (Line.expired(2, left: 10, .fillOrKill), "Expired 0/10"), (Line.new(3, 1), "New 0/1"),
      (Line.accepted(3), "Pending 0/1"),
    ]),
]

private let wrong = [
  Scenario(
    "reports about an unknown order",
    [
      (Line.accepted(1), "! unknown-order"), (Line.fill(1, 4, 1, left: 6), "! unknown-order"),
      (Line.cancelled(1, left: 6), "! unknown-order"),
      (Line.expired(1, left: 6), "! unknown-order"),
      (Line.amended(1, 100, 6, left: 6), "! unknown-order"),
      (Line.refused(.new, 1), "! unknown-order"),
    ]),
  Scenario(
    "fills that contradict their order",
    [
      (Line.new(1, 10), "New 0/10"), (Line.fill(1, 4, 1, left: 6), "! illegal-transition"),
      (Line.accepted(1), "Pending 0/10"),
      (Line.fill(1, 4, 1, left: 6, side: .sell), "! wrong-side"),
      (Line.fill(1, 4, 1, left: 6, at: 101), "! worse-than-limit"),
      (Line.fill(1, 4, 1, left: 7), "! wrong-remaining"),
      (Line.fill(1, 4, 1, left: 6, by: 2), "! wrong-owner"),
      (Line.fill(1, 11, 1, left: 0), "! illegal-transition"),
      (Line.fill(1, 4, 1, left: 6, at: 99), "PartiallyFilled 4/10"),
      (Line.fill(1, 4, 1, left: 2), "! illegal-transition"),
      (Line.fill(1, 6, 2, left: 0), "Filled 10/10"),
      (Line.fill(1, 1, 3, left: 0), "! illegal-transition"),
      (Line.cancelled(1, left: 0), "! illegal-transition"),
    ]),
  Scenario(
    "reports that contradict the life so far",
    [
      (Line.new(1, 10), "New 0/10"), (Line.accepted(1), "Pending 0/10"),
      (Line.accepted(1), "! illegal-transition"),
      (Line.amended(1, 101, 12, left: 12), "! illegal-transition"),
      (Line.refused(.new, 1, .priceOffTick), "! illegal-transition"),
      (Line.cancelled(1, left: 9), "! wrong-remaining"),
      (Line.amend(1, 101, 12), "PendingReplace 0/10"),
      (Line.amended(1, 101, 12, left: 11), "! wrong-remaining"),
      (Line.amended(1, 101, 12, left: 12), "Pending 0/12"),
    ]),
  Scenario(
    "an immediate order is left open",
    [
      (Line.new(1, 10, .immediateOrCancel), "New 0/10"), (Line.accepted(1), "Pending 0/10"),
      (Line.new(2, 1), "New 0/1"), (Line.accepted(2), "! left-resting"),
      (Line.fill(2, 1, 1, left: 0), "Filled 1/1"), (Line.new(3, 1), "New 0/1"),
      (Line.accepted(3), "Pending 0/1"),
    ]),
]

@Suite struct `Order register` {
  @Test(arguments: traffic)
  private func `what crosses on the way is traffic, not a violation`(scenario: Scenario) throws {
    var register = OrderRegister()
    for (number, line) in scenario.lines.enumerated() {
      #expect(register.outcome(line.0) == line.1, "line \(number + 1)")
    }
    #expect(register.counters.violationCount == 0)
  }

  @Test(arguments: wrong)
  private func `what no legal life allows is named and leaves the order alone`(
    scenario: Scenario
  ) throws {
    var register = OrderRegister()
    for (number, line) in scenario.lines.enumerated() {
      let before = line.0.orderID.flatMap { register.lifecycle(of: $0) }
      #expect(register.outcome(line.0) == line.1, "line \(number + 1)")
      if line.1.hasPrefix("!"), line.1 != "! left-resting" {
        #expect(line.0.orderID.flatMap { register.lifecycle(of: $0) } == before)
      }
    }
    let wrongLines = scenario.lines.filter { $0.1.hasPrefix("!") }
    #expect(register.counters.violationCount == UInt64(wrongLines.count))
  }

  @Test(arguments: traffic)
  private func `a register saved after any line goes on as if never saved`(
    scenario: Scenario
  ) throws {
    for cut in scenario.lines.indices {
      var whole = OrderRegister()
      for line in scenario.lines[...cut] { _ = whole.outcome(line.0) }
      var reader = ByteReader(whole.encoded())
      var resumed = try OrderRegister(decoding: &reader)
      try reader.finish()
      for line in scenario.lines[(cut + 1)...] {
        #expect(resumed.outcome(line.0) == whole.outcome(line.0))
      }
      #expect(resumed.encoded() == whole.encoded())
      #expect(resumed.counters == whole.counters)
    }
  }

  @Test func `INV-ORDER-4: the same fill twice is one fill`() {
    var register = OrderRegister()
    for line in [Line.new(1, 10), Line.accepted(1), Line.fill(1, 4, 1, left: 6)] {
      _ = register.outcome(line)
    }
    #expect(register.outcome(Line.fill(1, 4, 1, left: 6)) == "! illegal-transition")
    #expect(register.lifecycle(of: 1)?.filled == 4)
    #expect(register.counters.fills == 1)
  }

  @Test func `the counters tell how the orders ended`() {
    var register = OrderRegister()
    for scenario in traffic.prefix(3) + traffic.suffix(3) {
      var counted = OrderRegister()
      for line in scenario.lines { _ = counted.outcome(line.0) }
      let counters = counted.counters
      let ended = counters.filled + counters.cancelled + counters.rejected + counters.expired
      #expect(counters.submitted == ended + UInt64(counted.liveCount))
      register = counted
    }
    #expect(register.counters.submitted == 3 && register.counters.expired == 2)
    #expect(register.counters.fills == 1 && register.counters.lateFills == 0)
    #expect(register.counters.futileRequests == 1 && register.counters.idleRefusals == 1)
  }

  @Test func `the encoding does not depend on the order in which orders ended`() {
    var states: [UInt64] = []
    for ids: [OrderID] in [[1, 2, 3], [3, 1, 2]] {
      var register = OrderRegister()
      for id: OrderID in [1, 2, 3, 4] { _ = register.outcome(Line.new(id, 10)) }
      for id in ids { _ = register.outcome(Line.refused(.new, id, .priceOffTick)) }
      states.append(register.stateHash)
    }
    #expect(states[0] == states[1])
  }

  @Test func `a violation says where it stands and what is wrong`() {
    var register = OrderRegister()
    _ = register.outcome(Line.new(1, 10))
    _ = register.outcome(Line.accepted(1))
    let event = Event(
      sequence: 31, time: 0, instrument: 1, payload: Line.fill(1, 4, 1, left: 7))
    let violation = #expect(throws: LifecycleViolation.self) { try register.apply(event) }
    #expect(violation?.description == "event 31: order 1 has 6 left, not 7")
  }
}
