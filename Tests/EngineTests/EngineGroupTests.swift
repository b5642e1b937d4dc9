import Core
import Engine
import Risk
import Samples
import Testing

/// Orders that the venue has tied: what one trades, the other loses, so the larger is held for both.
@Suite struct EngineGroupTests {
  @Test func `N1.4: of two tied orders one is held against the limits`()
    throws
  {
    var acme = InstrumentLimits(symbol: "ACME")
    acme.position = 12
    var configuration = EngineConfiguration()
    configuration.limits = try RiskLimits(instruments: [acme])
    // Two sells of 6 fill the limit; at each print 5 more are asked for.
    let more: [Diarist.Wish] = [.sell(103, 5)]
    var test = try EngineUnderTest(
      [[0: [.sell(101, 6), .sell(102, 6)], 1: more, 3: more, 4: more]], configuration)
    test.start()
    let legs = (EngineUnderTest.order(1), EngineUnderTest.order(2))
    for leg in [legs.0, legs.1] { test.give(.accepted(Accepted(id: leg, owner: 9)), at: 1) }
    func verdicts() -> [String] {
      test.effects.compactMap { event in
        switch event.payload {
        case .newOrder(let order): "\(order.quantity.rawValue) left"
        case .riskDecision(let it): "\(it.reason.token) \(it.limit) \(it.observed)"
        default: nil  // open set: what no limit is asked about
        }
      }
    }
    test.effects = []
    test.give(.print(100, 1), at: 2)
    #expect(verdicts() == ["position-limit 12 17"])
    let before = test.engine.decisionHash
    let group = OrderGroup(link: .oneCancelsOther, owner: 9, id: legs.0, other: legs.1)
    test.give(.orderGroup(group), at: 3)
    #expect(test.engine.decisionHash != before, "the tie is a part of what the session did")
    test.effects = []
    test.give(.print(100, 1), at: 4)
    test.give(.print(100, 1), at: 5)
    #expect(verdicts() == ["5 left", "position-limit 12 16"])
    // Order registry and ledger are asked at each valuation, and agree: nothing tripped.
    test.give(.print(100, 1), at: 5_000_000_000)
    #expect(test.engine.risk.kill == nil && test.engine.counters.violations == 0)
    // Saved and read back, the two are tied as before.
    #expect(
      try RiskGate(decoding: test.engine.risk.encoded()).encoded() == test.engine.risk.encoded())
  }
}

extension RiskGate {
  fileprivate init(decoding bytes: [UInt8]) throws {
    var reader = ByteReader(bytes)
    try self.init(decoding: &reader)
    try reader.finish()
  }
}
