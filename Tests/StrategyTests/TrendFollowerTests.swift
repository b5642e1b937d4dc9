import Core
import Samples
import Strategy
import Testing

@Suite struct TrendFollowerTests {
  private var stage = Stage(Self.actor())

  /// Averages over 1 and 3 closes; goes at 2 ticks, leaves below 1; 10 at a time up to 25.
  private static func actor() -> TrendFollower {
    var parameters = TrendFollowerParameters()
    (parameters.fast, parameters.slow) = (1, 3)
    (parameters.entry, parameters.exit) = (ParameterDecimal(2), ParameterDecimal(1))
    (parameters.quantity, parameters.positionLimit) = (ParameterDecimal(10), ParameterDecimal(25))
    parameters.slippage = 3
    return TrendFollower(parameters, instrument: 1)
  }

  private var stance: Stance? { (stage.actor as? TrendFollower)?.stance }

  /// Closes in a row, a bar a second; what was asked for at each.
  private mutating func closes(_ prices: [Price], from second: Int64 = 1) -> [[String]] {
    prices.enumerated().map { place, price in
      stage.bar(price, at: Timestamp(integerLiteral: (second + Int64(place)) * 1_000_000_000))
      return stage.requests()
    }
  }

  @Test mutating func `it asks for nothing before its slow average has its bars`() {
    stage.best(99, 101, at: 0)
    #expect(closes([100, 200]) == [[], []])
    #expect(stance == .flat)
  }

  @Test mutating func `it goes with a move a step a bar, up to its limit`() {
    stage.best(99, 101, at: 0)
    #expect(closes([100, 100, 110]) == [[], [], ["buy 10@104 ioc"]])
    #expect(stance == .long)
    #expect(closes([110], from: 4) == [[]], "one order at a time")
    stage.fill(1, 10, at: 101)
    #expect(closes([120], from: 5) == [["buy 10@104 ioc"]])
    stage.fill(2, 4, at: 101)
    stage.end(2)
    #expect(closes([140], from: 6) == [["buy 10@104 ioc"]])
    stage.fill(3, 10, at: 101)
    #expect(closes([160], from: 7) == [["buy 1@104 ioc"]], "24 of 25 are held")
    stage.fill(4, 1, at: 101)
    #expect(closes([180], from: 8) == [[]])
    #expect(stage.position == 25)
  }

  @Test mutating func `between entry and exit it keeps its stance; back together it closes`() {
    stage.best(99, 101, at: 0)
    _ = closes([100, 100, 110])
    stage.fill(1, 10, at: 101)
    // Slow 105, then 106, 105: the fast average is 2 ticks, then 0 ticks away.
    _ = closes([107], from: 4)
    #expect(stance == .long)
    stage.fill(2, 10, at: 101)
    #expect(closes([106], from: 5) == [["sell 10@96 ioc"]])
    #expect(stance == .flat)
    stage.fill(3, 10, at: 99)
    #expect(closes([106], from: 6) == [["sell 10@96 ioc"]], "the other half")
  }

  @Test mutating func `a move the other way turns it around`() {
    stage.best(99, 101, at: 0)
    _ = closes([100, 100, 110])
    stage.fill(1, 10, at: 101)
    #expect(closes([50], from: 4) == [["sell 10@96 ioc"]])
    #expect(stance == .short)
    stage.fill(2, 10, at: 99)
    #expect(closes([40], from: 5) == [["sell 10@96 ioc"]])
  }

  @Test mutating func `a refusal makes it wait, longer each time`() {
    stage.best(99, 101, at: 0)
    _ = closes([100, 100, 110])
    stage.refuse(1, .new, .positionLimit)
    stage.bar(120, at: 3_050_000_000)
    #expect(stage.requests() == [])
    stage.bar(130, at: 3_100_000_000)
    #expect(stage.requests() == ["buy 10@104 ioc"])
    stage.refuse(2, .new, .positionLimit)
    stage.bar(140, at: 3_299_999_999)
    #expect(stage.requests() == [])
    stage.bar(150, at: 3_300_000_000)
    #expect(stage.requests() == ["buy 10@104 ioc"])
  }

  @Test mutating func `an empty side, or another instrument's bar, is nothing to trade on`() {
    stage.best(99, nil, at: 0)
    #expect(closes([100, 100, 110]) == [[], [], []])
    stage.bar(1, at: 4_000_000_000, instrument: 2)
    #expect(stance == .long)
    stage.best(99, 101, at: 5_000_000_000)
    #expect(closes([120], from: 5) == [["buy 10@104 ioc"]])
  }
}
