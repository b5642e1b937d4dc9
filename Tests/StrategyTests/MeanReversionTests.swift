import Core
import Samples
import Strategy
import Testing

@Suite struct MeanReversionTests {
  private var stage = Stage(Self.actor())

  /// Five closes; against the move from 1.5 deviations, out within 0.5, gives up from 1.95; 10 at a
  /// time up to 15.
  private static func actor() -> MeanReversion {
    var parameters = MeanReversionParameters()
    parameters.window = 5
    (parameters.entry, parameters.exit) = (.thousandths(1500), .thousandths(500))
    parameters.stop = .thousandths(1950)
    parameters.floor = ParameterDecimal(1)
    (parameters.quantity, parameters.positionLimit) = (ParameterDecimal(10), ParameterDecimal(15))
    parameters.slippage = 2
    return MeanReversion(parameters, instrument: 1)
  }

  private var actor: MeanReversion? { stage.actor as? MeanReversion }

  /// Closes in a row, a bar a second; what was asked for at the last.
  private mutating func closes(_ prices: [Price], from second: Int64 = 1) -> [String] {
    var last: [String] = []
    for (place, price) in prices.enumerated() {
      stage.bar(price, at: Timestamp(integerLiteral: (second + Int64(place)) * 1_000_000_000))
      last = stage.requests()
    }
    return last
  }

  @Test mutating func `it rests an order against a large move, and none before its window is full`()
  {
    stage.best(99, 101, at: 0)
    #expect(closes([100, 102, 98, 90]) == [])
    #expect(closes([88], from: 5) == [])
    #expect(actor?.stance == .flat, "1.36 deviations below a mean of 95.6 are not enough")
    #expect(closes([79], from: 6) == ["buy 10@99 post"])
    #expect(actor?.stance == .long)
  }

  @Test mutating func `its order follows the best price of its side from bar to bar`() {
    stage.best(99, 101, at: 0)
    #expect(closes([100, 101, 99, 100, 110]) == [])
    #expect(actor?.isStopped == true, "1.975 deviations are too many")
    #expect(closes([104, 104, 104, 104, 104], from: 6) == [])
    #expect(actor?.isStopped == false)
    #expect(closes([104, 104, 104, 102, 108], from: 11) == ["sell 10@101 post"])
    stage.accept(1)
    stage.best(100, 102, at: 15_000_000_000)
    #expect(closes([109], from: 16) == ["amend #1 10@102"])
  }

  @Test mutating func `back at the mean it takes its order out and closes at once`() {
    stage.best(99, 101, at: 0)
    #expect(closes([104, 104, 104, 102, 108]) == ["sell 10@101 post"])
    stage.accept(1)
    stage.fill(1, 4, at: 101)
    #expect(closes([104], from: 6) == ["cancel #1", "buy 4@103 ioc"])
    #expect(actor?.stance == .flat)
    #expect(closes([104], from: 7) == [], "both are on their way")
    stage.end(1)
    stage.fill(2, 4, at: 101)
    #expect(closes([104], from: 8) == [])
    #expect(stage.position == 0)
  }

  @Test mutating func `it never asks for more than its limit leaves`() {
    stage.best(99, 101, at: 0)
    #expect(closes([104, 104, 104, 102, 108]) == ["sell 10@101 post"])
    stage.accept(1)
    stage.fill(1, 10, at: 101)
    #expect(closes([111], from: 6) == ["sell 5@101 post"])
    stage.accept(2)
    stage.fill(2, 5, at: 101)
    #expect(closes([114], from: 7) == [])
    #expect(stage.position == -15)
  }

  @Test mutating func `a market that stands still has no deviations to trade on`() {
    stage.best(99, 101, at: 0)
    #expect(closes([100, 100, 100, 100, 100, 101]) == [], "below a tick of deviation")
    #expect(actor?.stance == .flat)
  }

  @Test mutating func `a refusal keeps it from coming in, never from being taken out`() {
    stage.best(99, 101, at: 0)
    #expect(closes([104, 104, 104, 102, 108]) == ["sell 10@101 post"])
    stage.accept(1)
    stage.best(100, 102, at: 5_000_000_000)
    stage.bar(109, at: 5_000_000_001)
    #expect(stage.requests() == ["amend #1 10@102"])
    stage.refuse(1, .amend)
    stage.bar(110, at: 5_000_000_002)
    #expect(stage.requests() == [])
    for nanosecond in 3...7 as ClosedRange<Int64> {
      stage.bar(106, at: Timestamp(integerLiteral: 5_000_000_000 + nanosecond))
    }
    #expect(stage.requests() == ["cancel #1"])
  }
}
