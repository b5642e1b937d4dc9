import Core
import Samples
import Strategy
import Testing

@Suite struct DocumentTests {
  @Test func `the strategy on the module's page is the one that is compiled here`() throws {
    let page = String(decoding: try Fixture.bytes("../docs/modules/Strategy.md"), as: UTF8.self)
    let source = String(
      decoding: try Fixture.bytes("../Tests/StrategyTests/DipBuyer.swift"), as: UTF8.self)
    #expect(page.contains("```swift\n\(source)```\n"))
  }

  @Test func `it buys the first dip, once`() {
    var stage = Stage(DipBuyer())
    stage.best(9890, 9900, at: 0)
    for (price, time) in [(10_000, 1), (9901, 2), (9900, 3), (9800, 4)] as [(Price, Timestamp)] {
      stage.hear(.trade(Trade(trade: 1, price: price, quantity: 1)), at: time)
    }
    #expect(stage.requests() == ["buy 10@9901 ioc"])
    expectSound(DipBuyer.self, stage.actor.encoded())
  }
}
