import Core
import Samples
import Strategy
import Testing

@Suite struct InventoryMakerTests {
  private var stage = Stage(Self.actor())
  private static let second: Int64 = 1_000_000_000

  /// Warm after a second of looks 100 ms apart; 10 a quote up to 25; every tick counts.
  private static func actor(_ change: (inout InventoryMakerParameters) -> Void = { _ in })
    -> InventoryMaker
  {
    var parameters = InventoryMakerParameters()
    parameters.interval = Nanoseconds(100_000_000)
    (parameters.quantity, parameters.positionLimit) = (ParameterDecimal(10), ParameterDecimal(25))
    parameters.tolerance = 0
    change(&parameters)
    return InventoryMaker(parameters, instrument: 1)
  }

  /// A second in which the middle jumps a tick up and down at each look: a variance of 10 square
  /// ticks a second, and quotes at its end. With γ = 0.02 and k = 1: half a spread of
  /// ½·0.02·10 + ln(1.02)/0.02 = 0.1 + 0.99.
  private mutating func warmUp() -> [String] {
    for look in 0...9 as ClosedRange<Int64> {
      let bid = Price(integerLiteral: look % 2 == 0 ? 9996 : 9997)
      let ask = Price(integerLiteral: look % 2 == 0 ? 10_004 : 10_005)
      stage.best(bid, ask, at: Timestamp(integerLiteral: look * 100_000_000))
    }
    #expect(stage.requests() == [])
    stage.best(9996, 10_004, at: Timestamp(integerLiteral: Self.second))
    return stage.requests()
  }

  private mutating func look(_ bid: Price, _ ask: Price, _ hundredths: Int64) -> [String] {
    stage.best(bid, ask, at: Timestamp(integerLiteral: Self.second + hundredths * 10_000_000))
    return stage.requests()
  }

  @Test mutating func `it watches before it quotes, then quotes around the middle`() {
    #expect(warmUp() == ["buy 10@9998 post", "sell 10@10002 post"])
  }

  @Test mutating func `INV-QUOTE-1: a quote that is where it should be is left alone`() {
    _ = warmUp()
    #expect(look(9996, 10_004, 10) == [], "not accepted yet")
    stage.accept(1)
    stage.accept(2)
    #expect(look(9996, 10_004, 20) == [])
    #expect(look(9998, 10_006, 30) == ["amend #1 10@10000", "amend #2 10@10004"])
  }

  @Test mutating func `between two looks it asks for nothing`() {
    _ = warmUp()
    stage.accept(1)
    stage.accept(2)
    #expect(look(9999, 10_007, 9) == [])
    #expect(look(9999, 10_007, 10) == ["amend #1 10@10001", "amend #2 10@10005"])
  }

  @Test mutating func `a fill moves both quotes against the inventory, at once`() {
    stage = Stage(Self.actor { $0.riskAversion = .thousandths(200) })
    // Risk 0.2·10 = 2 ticks a size; half a spread of 1 + ln(1.2)/0.2 = 1.91.
    #expect(warmUp() == ["buy 10@9998 post", "sell 10@10002 post"])
    stage.accept(1)
    stage.accept(2)
    stage.fill(1, 10, at: 9998)
    #expect(stage.requests() == ["buy 10@9996 post", "amend #2 10@10000"])
    stage.amended(2, to: 10_000, 10, left: 10)
    stage.accept(3)
    stage.fill(2, 10, at: 10_000)
    #expect(stage.requests() == ["amend #3 10@9998", "sell 10@10002 post"])
  }

  @Test mutating func `INV-QUOTE-3: it quotes no more than its limit leaves, and stops there`() {
    _ = warmUp()
    stage.accept(1)
    stage.accept(2)
    stage.fill(1, 10, at: 9998)
    #expect(stage.requests() == ["buy 10@9998 post", "amend #2 10@10001"])
    stage.accept(3)
    stage.fill(3, 10, at: 9998)
    #expect(stage.requests() == ["buy 5@9998 post"])
    stage.accept(4)
    stage.fill(4, 5, at: 9998)
    #expect(stage.requests() == [])
    #expect(stage.position == 25)
  }

  @Test mutating func `its quotes never reach across the market`() {
    stage = Stage(Self.actor { $0.decay = ParameterDecimal(1000) })
    // k = 1000 and little risk: hardly any spread; the bid is held a tick short of the offer.
    #expect(warmUp() == ["buy 10@9999 post", "sell 10@10001 post"])
    stage.accept(1)
    stage.accept(2)
    #expect(look(9999, 10_000, 10) == ["amend #2 10@10000"])
  }

  @Test(
    arguments: [(9990, nil), (nil, 10_010), (10_000, 10_000), (10_001, 10_000)]
      as [(Price?, Price?)])
  mutating func `in a market that is one-sided or crossed it has no quotes`(
    bid: Price?, ask: Price?
  ) {
    _ = warmUp()
    stage.accept(1)
    stage.best(bid, ask, at: Timestamp(integerLiteral: 2 * Self.second))
    #expect(stage.requests() == ["cancel #1", "cancel #2"])
    stage.best(bid, ask, at: Timestamp(integerLiteral: 3 * Self.second))
    #expect(stage.requests() == [])
  }

  @Test mutating func `while the instrument does not trade it has no quotes`() throws {
    _ = warmUp()
    let halted = try #require(
      InstrumentRules(tick: 1, lot: 1, minimumNotional: 0, status: .halted))
    stage.hear(.instrument(halted), at: Timestamp(integerLiteral: 2 * Self.second))
    #expect(stage.requests() == ["cancel #1", "cancel #2"])
  }

  @Test mutating func `behind a gap in the data it starts over`() {
    _ = warmUp()
    stage.hear(.gap(Gap(missing: SourceSequence(7))), at: Timestamp(integerLiteral: Self.second))
    #expect(stage.requests() == ["cancel #1", "cancel #2"])
    stage.end(1)
    stage.end(2)
    #expect(look(9996, 10_004, 10) == [] && look(9996, 10_004, 109) == [])
    #expect(look(9997, 10_005, 119).count == 2)
  }

  @Test mutating func `what the venue misses of somebody's numbers is no gap in the data`() {
    _ = warmUp()
    let gap = EventPayload.gap(Gap(missing: SourceSequence(7)))
    stage.hear(gap, at: Timestamp(integerLiteral: Self.second), from: PartyID(1))
    #expect(stage.requests() == [])
  }

  @Test mutating func `a refusal makes it wait; a quote that trades ends the wait`() {
    _ = warmUp()
    stage.accept(2)
    stage.refuse(1, .new)
    #expect(look(9996, 10_004, 9) == [])
    #expect(look(9996, 10_004, 10) == ["buy 10@9998 post"])
    stage.refuse(3, .new)
    #expect(look(9996, 10_004, 29) == [], "twice the wait")
    stage.fill(2, 1, at: 10_002)
    #expect(stage.requests() == ["buy 10@9998 post"])
  }

  @Test mutating func `a variance beyond all prices is no quote, and no trap`() {
    stage = Stage(
      Self.actor {
        $0.riskAversion = ParameterDecimal(1000)
        $0.horizon = Nanoseconds(86_400 * Self.second)
      })
    for look in 0...20 as ClosedRange<Int64> {
      let bid = Price(integerLiteral: look % 2 == 0 ? 1 : 900_000_000_000_000)
      stage.best(
        bid, Price(integerLiteral: bid.rawValue + 10),
        at: Timestamp(integerLiteral: look * 100_000_000))
    }
    #expect(stage.requests() == [])
  }
}
