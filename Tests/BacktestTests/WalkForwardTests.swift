import Backtest
import Core
import Samples
import Testing

/// Walking forward chooses on a stretch what it tries on the next, and sees nothing of that one.
@Suite struct WalkForwardTests {
  private static let values = ["2", "40"]

  private static func sweep() throws -> SweepPlan {
    try SweepPlan(
      BacktestPlan(),
      axes: [SweepAxis(parsing: "market-maker.quantity=" + values.joined(separator: ";"))])
  }

  @Test func `each stretch is tested with the value that was best on the one before`() throws {
    let market = SessionTests.market(seconds: 3)
    let (plan, windows) = (try Self.sweep(), 3)
    var steps: [Int] = []
    let text = try WalkForward(plan, windows: windows).run(on: market) { steps.append($0) }
    #expect(steps == [1, 2])
    // The same by hand: reports of single stretches, compared by their net.
    let first = try #require(market.events.first?.time)
    let length = try #require(market.events.last?.time).since(first).count / Int64(windows)
    func report(_ index: Int, _ window: Int) throws -> BacktestReport {
      var own = try plan.plan(at: index)
      own.window = SessionWindow(
        from: Nanoseconds(length * Int64(window)), to: Nanoseconds(length * Int64(window + 1)))
      return try market.report(own)
    }
    let rows = text.split(separator: "\n").dropFirst().prefix(windows - 1)
    for (window, row) in rows.enumerated() {
      let chosen = try (0..<plan.count).map { try report($0, window).seats[0].net?.rawValue ?? 0 }
      let best = try #require(chosen.indices.max { chosen[$0] < chosen[$1] })
      let words = row.split(separator: " ")
      #expect(words.contains(Substring(Self.values[best])), "\(row)")
      let tested = try report(best, window + 1)
      let net = try #require(tested.rows.first).value(tested.seats[0])
      #expect(words.last.map(String.init) == net, "\(row)")
    }
    #expect(text.split(separator: "\n").last?.hasPrefix("trace-hash: ") == true)
    #expect(try WalkForward(plan, windows: windows).run(on: market) { _ in } == text)
  }

  @Test func `what comes behind a stretch does not change what is chosen on it`() throws {
    let (market, plan) = (SessionTests.market(seconds: 3), try Self.sweep())
    // The same tape with the last event's price moved: a longer tape would move the stretches.
    let text = try WalkForward(plan, windows: 3).run(on: market) { _ in }
    var events = market.events
    let last = try #require(events.lastIndex { $0.kind == .trade })
    if case .trade(var trade) = events[last].payload {
      trade.price = try #require(trade.price.advanced(by: 1))
      events[last].payload = .trade(trade)
    }
    let other = MarketTape(name: "other", header: market.header, events: events, hash: 1)
    let changed = try WalkForward(plan, windows: 3).run(on: other) { _ in }
    // Choices and their figures stand in all columns but the last.
    func choices(_ text: String) -> [String] {
      text.split(separator: "\n").prefix(3).map {
        $0.split(separator: " ").dropLast().joined(separator: " ")
      }
    }
    #expect(choices(changed) == choices(text))
  }
}
