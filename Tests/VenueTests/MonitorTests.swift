import Core
import Samples
import Testing
import Venue

@Suite struct MonitorTests {
  /// Requests and reports as a monitor hears them.
  private enum Heard {
    case request(Event)
    case report(VenueReport)
  }

  private let market: SmallMarket
  private let heard: [Heard]

  init() {
    market = SmallMarket(seed: TestRun.seed)
    var venue = VenueMachine()
    var heard: [Heard] = []
    for input in market.inputs {
      var reports: [VenueReport] = []
      venue.apply(input, into: &reports)
      if case .request(let event, _) = input { heard.append(.request(event)) }
      heard += reports.map(Heard.report)
    }
    self.heard = heard
  }

  private func findings(_ heard: [Heard]) -> InvariantMonitor {
    var opened = VenueMachine()
    var none: [VenueReport] = []
    opened.apply(.opened(market.opening), into: &none)
    var monitor = VenueMonitor(opened)
    for one in heard {
      switch one {
      case .request(let event): monitor.heard(event)
      case .report(let report): monitor.heard(report)
      }
    }
    return monitor.findings
  }

  /// What is found when the n-th fill is something else.
  private func findings(fill number: Int, _ change: (Fill) -> [Fill]) -> [String] {
    var fills = 0
    let altered = heard.flatMap { one -> [Heard] in
      guard case .report(let report) = one, case .fill(let fill) = report.payload else {
        return [one]
      }
      fills += 1
      guard fills == number else { return [one] }
      return change(fill).map {
        .report(
          VenueReport(
            request: report.request, time: report.time, instrument: report.instrument,
            payload: .fill($0)))
      }
    }
    return findings(altered).rows.filter { $0.breaches > 0 }.map(\.invariant)
  }

  @Test func `a sound venue is checked often and found sound, and only live orders are remembered`()
    throws
  {
    let found = findings(heard)
    #expect(found.breachCount == 0, "SEED=\(TestRun.seed)")
    #expect(!found.mustHalt)
    #expect(found.checkCount > UInt64(market.exchanges.count))
    var venue = VenueMachine()
    var reports: [VenueReport] = []
    for input in market.inputs { venue.apply(input, into: &reports) }
    var monitor = VenueMonitor(venue)
    #expect(monitor.liveOrderCount == venue.restingOrderCount)
    monitor.looked(at: venue)
    #expect(monitor.findings.breachCount == 0)
  }

  @Test func `begun in the middle, at what recovery brought back, it finds a sound venue sound`() {
    var venue = VenueMachine()
    var none: [VenueReport] = []
    let half = market.inputs.count / 2
    for input in market.inputs[..<half] { venue.apply(input, into: &none) }
    var monitor = VenueMonitor(venue)
    for input in market.inputs[half...] {
      var reports: [VenueReport] = []
      venue.apply(input, into: &reports)
      if case .request(let event, _) = input { monitor.heard(event) }
      for report in reports { monitor.heard(report) }
    }
    #expect(monitor.findings.breachCount == 0)
    #expect(monitor.liveOrderCount == venue.restingOrderCount)
  }

  @Test func `INV-ORDER-4: a fill that is told twice is noticed, kept with its story, and halts`()
    throws
  {
    #expect(findings(fill: 9) { [$0, $0] }.contains("INV-ORDER-4"))
    var fills: [Heard] = []
    for one in heard {
      fills.append(one)
      if case .report(let report) = one, case .fill = report.payload { fills.append(one) }
    }
    let found = findings(fills)
    #expect(found.mustHalt)
    let row = try #require(found.rows.first { $0.invariant == "INV-ORDER-4" })
    #expect(row.breaches > 1)
    let sample = try #require(row.sample)
    #expect(sample.detail.contains("order "))
    // The last line is the fill that came again, the one before it the fill itself.
    #expect(sample.context.count == 8)
    #expect(sample.context.suffix(2).allSatisfy { $0.contains(" Fill ") })
    #expect(sample.context.suffix(2).first == sample.context.last)
  }

  @Test func `INV-ORDER-1: more filled than there was is noticed`() throws {
    let more = findings(fill: 3) { fill in
      var wrong = fill
      wrong.remaining = Quantity(rawValue: fill.remaining.rawValue + 1) ?? .zero
      return [wrong]
    }
    #expect(more.contains("INV-ORDER-1"))
  }

  @Test func `INV-ORDER-2: a fill of nothing is noticed`() throws {
    let nothing = findings(fill: 4) { fill in
      var wrong = fill
      wrong.quantity = .zero
      return [wrong]
    }
    #expect(nothing.contains("INV-ORDER-2"))
  }

  @Test func `INV-BOOK-7: a trade with one fill, or a fill without a trade, is noticed`() throws {
    #expect(findings(fill: 5) { _ in [] }.contains("INV-BOOK-7"))
    let other = findings(fill: 6) { fill in
      var wrong = fill
      wrong.trade = TradeID(999_999)
      return [wrong]
    }
    #expect(other.contains("INV-BOOK-7"))
  }

  @Test func `INV-VENUE-1: a request that goes back on the tape is noticed`() throws {
    var altered = heard
    let first = try #require(heard.first { if case .request = $0 { true } else { false } })
    altered.append(first)
    let found = findings(altered)
    #expect(found.rows.filter { $0.breaches > 0 }.map(\.invariant) == ["INV-VENUE-1"])
  }

  @Test func `a monitor counts, keeps the first breach, and never takes a halt back`() {
    var monitor = InvariantMonitor([("INV-A", stakesMoney: false), ("INV-B", stakesMoney: true)])
    monitor.check(0, true, at: .first, "fine")
    monitor.check(0, false, at: TapeSequence(5), "five", context: ["three", "four"])
    monitor.check(0, false, at: TapeSequence(6), "six", context: ["four", "five"])
    #expect(!monitor.mustHalt)
    #expect(monitor.rows[0].breaches == 2)
    #expect(monitor.rows[0].sample?.detail == "five")
    #expect(monitor.rows[0].sample?.context == ["three", "four"])
    monitor.check(1, false, at: TapeSequence(7), "seven")
    monitor.check(1, true, at: TapeSequence(8), "eight")
    #expect(monitor.mustHalt)
    #expect(monitor.breachCount == 3)
    #expect(monitor.checkCount == 5)
    monitor.check(9, false, at: .first, "there is no such row")
    #expect(monitor.breachCount == 3)
  }
}
