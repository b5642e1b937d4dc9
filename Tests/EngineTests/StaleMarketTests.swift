import Core
import Engine
import Risk
import Samples
import Testing

@Test func `a book of which nothing was heard any more is stale, however whole it looks`() throws {
  var acme = InstrumentLimits(symbol: "ACME")
  acme.maximumAge = .second
  var configuration = EngineConfiguration()
  configuration.limits = try RiskLimits(instruments: [acme])
  // The strategy asks at each level that comes, and once by a timer while nothing comes.
  var test = try EngineUnderTest(
    [[0: [.timer(1, after: 3_000_000_000)], 2: [.buy(99, 1)], 3: [.buy(98, 1)], 5: [.buy(97, 1)]]],
    configuration)
  test.start()
  test.give(.level(.buy, 100, 5), at: 1_000_000_000)
  test.give(.level(.sell, 102, 5), at: 1_500_000_000)
  #expect(test.effects.map(\.kind) == [.newOrder])
  let due = test.engine.dueTimer(by: 3_000_000_000)
  let timer = try #require(due)
  test.engine.apply(timer, at: timer.time, into: &test.effects)
  let denial = try #require(test.effects.last)
  guard case .riskDecision(let decision) = denial.payload else {
    Issue.record("the order left on a price of a second and a half ago")
    return
  }
  #expect(decision.reason == .staleMarket)
  #expect(decision.limit == 1_000_000_000 && decision.observed == 1_500_000_000)
  // Anything that the market shows makes it fresh.
  test.give(.level(.buy, 100, 6), at: 3_100_000_000)
  #expect(test.effects.last?.kind == .newOrder)
}
