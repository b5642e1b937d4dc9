import Core
import Samples
import TapeView
import Testing

/// The sample tape's figures.
private func sample(_ criteria: [(FilterCriterion, String)] = []) throws -> TapeSummary {
  let played = try play(try SampleScenario().text(), showing: try terms(criteria))
  return try #require(played.replay.summary)
}

@Test func `INV-VIEW-2: kinds, symbols and reasons add up to the totals`() throws {
  let total = try sample().total
  #expect(EventKind.allCases.map(total.count).reduce(0, +) == total.events)
  #expect(RejectReason.allCases.map(total.count).reduce(0, +) == total.count(.reject))
  #expect(DropReason.allCases.map(total.count).reduce(0, +) == total.count(.drop))
  // Three regimes and a gap concern no symbol.
  #expect(total.instruments.map(\.events).reduce(0, +) + 4 == total.events)
  #expect(total.instruments.map(\.trades).reduce(0, +) == total.count(.trade))
  #expect(total.instruments.map(\.orders).reduce(0, +) == total.count(.newOrder))
  #expect(total.instruments.map(\.cancels).reduce(0, +) == total.count(.cancel))
}

@Test func `INV-VIEW-2: agents' figures add up to the totals`() throws {
  let total = try sample().total
  #expect(total.parties.map(\.orders).reduce(0, +) == total.count(.newOrder))
  #expect(total.parties.map(\.cancels).reduce(0, +) == total.count(.cancel))
  #expect(total.parties.map(\.amends).reduce(0, +) == total.count(.amend))
  #expect(total.parties.map(\.rejects).reduce(0, +) == total.count(.reject))
  #expect(total.parties.map(\.drops).reduce(0, +) == total.count(.drop))
  #expect(total.parties.map(\.makerFills).reduce(0, +) == total.count(.trade))
  #expect(total.parties.map(\.takerFills).reduce(0, +) == total.count(.trade))
}

@Test func `fills are twice the traded quantity where both sides are on the tape`() throws {
  for tally in try sample().total.instruments {
    #expect(tally.filledQuantity.rawValue == 2 * tally.tradedQuantity.rawValue)
    #expect(tally.fills == 2 * tally.trades)
  }
}

@Test func `notional is the exact sum of price times quantity`() throws {
  let acme = try sample().total.instruments[0]
  #expect(acme.notional.rawValue == 10002 * 40 + 9998 * 25 + 10002 * 60 + 9998 * 65 + 9997 * 50)
  #expect(acme.low == 9997 && acme.high == 10002 && acme.last == 9997)
}

@Test func `INV-VIEW-2: passed and refused parts add up to the whole`() throws {
  let fills = try sample([(.kind, "Fill")])
  let others = EventKind.allCases.filter { $0 != .fill }.map(\.name.description)
  let rest = try sample([(.kind, others.joined(separator: ","))])
  #expect(fills.total == rest.total)
  #expect(fills.passed.events + rest.passed.events == fills.total.events)
  #expect(fills.passed.count(.fill) == fills.total.count(.fill))
  #expect(rest.passed.count(.fill) == 0)
}

@Test(
  arguments: [
    (0, 0, nil), (0, 5, nil), (4, 1, 2_500), (3, 1, 3_333), (3, 2, 6_667), (1, 3, 30_000),
    (80_000, 1, 0), (20_000, 1, 1),
  ] as [(Int, Int, Int64?)])
func `the cancel rate is cancels per new order, rounded half up`(
  orders: Int, cancels: Int, rate: Int64?
) throws {
  let scale = try #require(DecimalScale(digits: 4))
  #expect(tally(orders: orders, cancels: cancels).cancelRate(scale) == rate)
}

@Test func `the cancel rate in percent is rounded once`() throws {
  // 0.44445 is 0.4445 with four decimals, which would round on to 44.5%.
  let tally = tally(orders: 20_000, cancels: 8_889)
  let (four, three) = (try #require(DecimalScale(digits: 4)), try #require(DecimalScale(digits: 3)))
  #expect(tally.cancelRate(four) == 4_445 && tally.cancelRate(three) == 444)
}

private func tally(orders: Int, cancels: Int) -> TapeTally {
  var tally = TapeTally(header: SampleTape.header)
  let order = NewOrder(id: 1, owner: 1, side: .buy, type: .limit(1), quantity: 1)
  for _ in 0..<orders { tally.add(event(.newOrder(order))) }
  for _ in 0..<cancels { tally.add(event(.cancel(Cancel(id: 1, owner: 1, reason: .storm)))) }
  return tally
}

@Test func `a total that no longer fits says so`() {
  var sum = ExactSum()
  sum.add(Int128.max)
  #expect(sum.text(digits: 0) == "\(Int128.max)")
  sum.add(Int128(1))
  #expect(sum.isOverflowed && sum.text(digits: 2) == "overflow")
}

@Test(arguments: [
  (0, 0, "0"), (0, 2, "0.00"), (5, 2, "0.05"), (-5, 2, "-0.05"), (12_345, 2, "123.45"),
  (-12_345, 0, "-12345"), (7, 9, "0.000000007"),
])
func `an exact sum is written with all its digits`(raw: Int, digits: Int, text: String) {
  var sum = ExactSum()
  sum.add(Int128(raw))
  #expect(sum.text(digits: digits) == text)
}

@Test func `what the header does not name is counted in the total alone`() {
  var tally = TapeTally(header: TapeHeader())
  for event in SampleTape.events { tally.add(event) }
  #expect(tally.events == UInt64(SampleTape.events.count))
  #expect(tally.instruments.isEmpty && tally.parties.isEmpty)
}

@Test func `gaps beyond all numbers are held at the largest`() {
  var tally = TapeTally(header: SampleTape.header)
  tally.add(event(.gap(Gap(missing: SourceSequence(0...UInt64.max)))))
  tally.add(event(.gap(Gap(missing: SourceSequence(1...2)))))
  #expect(tally.missingNumbers == .max && tally.count(.gap) == 2)
}

private func event(_ payload: EventPayload) -> Event {
  Event(sequence: 1, time: 0, instrument: 1, payload: payload)
}

@Test func `decisions of the risk gate are counted by verdict, reason and strategy`() {
  var tally = TapeTally(header: SampleTape.header)
  for event in SampleTape.events { tally.add(event) }
  #expect(tally.risk.count(.denied) == 1 && tally.risk.count(.tripped) == 1)
  #expect(tally.risk.count(.orderSize) == 1 && tally.risk.count(.dailyLoss) == 0)
  #expect(tally.parties.map(\.denials) == [0, 1, 0])
}

@Test func `a latched kill switch is told with its reason and time until it is reset`() {
  var tally = TapeTally(header: SampleTape.header)
  func decide(_ verdict: RiskVerdict, _ reason: RiskReason, at time: Timestamp) {
    let decision = RiskDecision(
      verdict: verdict, owner: .venue, reason: reason, limit: 5, observed: 6)
    tally.add(
      Event(sequence: 1, time: time, instrument: nil, payload: .riskDecision(decision)))
  }
  #expect(tally.risk.kill == nil)
  decide(.tripped, .drawdown, at: 7)
  decide(.denied, .killSwitch, at: 8)
  #expect(tally.risk.kill?.reason == .drawdown && tally.risk.kill?.time == 7)
  decide(.reset, .drawdown, at: 9)
  decide(.reloaded, .operatorCommand, at: 9)
  #expect(tally.risk.kill == nil)
  #expect(RiskVerdict.allCases.map(tally.risk.count) == [1, 1, 1, 1])
}
