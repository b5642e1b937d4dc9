import Core
import Samples
import Strategy
import Testing

@Suite struct SignalTests {
  @Test func `an exponential average begins with its first value and is there after its length`() {
    var average = ExponentialAverage(length: 3)
    var seen: [Double?] = []
    for value in [8.0, 4, .nan, 2, .infinity, 2] {
      average.add(value)
      seen.append(average.value)
    }
    // 8, then halfway to each: 6, 4, 3; what is not finite is left out.
    #expect(seen == [nil, nil, nil, 4, 4, 3])
  }

  @Test func `a window's mean and deviation are those of its prices, whatever left it`() throws {
    var window = RollingWindow(length: 4)
    var prices: [Int64] = []
    var random = RandomStream(masterSeed: TestRun.seed, name: "window")
    for _ in 0..<500 {
      let price = random.integer(in: -1000...1000)
      prices.append(price)
      window.add(Price(integerLiteral: price))
      guard prices.count >= 4 else {
        #expect(window.moments == nil)
        continue
      }
      let last = prices.suffix(4).map(Double.init)
      let mean = last.reduce(0, +) / 4
      let variance = last.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4
      let moments = try #require(window.moments)
      #expect(moments.mean == mean, "SEED=\(TestRun.seed)")
      #expect(
        (moments.deviation - variance.squareRoot()).magnitude < 1e-9, "SEED=\(TestRun.seed)")
    }
  }

  @Test func `the longest window holds the largest prices there can be`() throws {
    var window = RollingWindow(length: .max)
    for place in 0..<20_000 {
      window.add(
        Price(integerLiteral: place % 2 == 0 ? Price.magnitudeLimit : -Price.magnitudeLimit))
    }
    let moments = try #require(window.moments)
    #expect(moments.mean == 0)
    #expect((moments.deviation / Double(Price.magnitudeLimit) - 1).magnitude < 1e-15)
  }

  @Test func `a variance counts changes over its stretch, by their length`() throws {
    var variance = VarianceRate(sample: Nanoseconds(100_000_000), memory: Nanoseconds(1 << 50))
    func add(_ value: Double, _ milliseconds: Int64) {
      variance.add(value, at: Timestamp(integerLiteral: milliseconds * 1_000_000))
    }
    add(10, 0)
    add(99, 50)  // too early: bounce, not movement
    #expect(variance.value == nil)
    add(.nan, 80)
    add(12, 100)
    let first = try #require(variance.value)
    #expect((first - 40).magnitude < 1e-9, "a change of 2 in a tenth of a second: 4 / 0.1")
    add(12, 300)
    let second = try #require(variance.value)
    // Weights are nearly the lengths, as the memory is long: (4 + 0) / 0.3.
    #expect((second - 40.0 / 3).magnitude < 1e-3)
  }

  @Test func `a variance forgets at the rate that it is told`() throws {
    var variance = VarianceRate(sample: Nanoseconds(1), memory: .second)
    variance.add(0, at: 0)
    variance.add(3, at: 1_000_000_000)
    variance.add(3, at: 2_000_000_000)
    let value = try #require(variance.value)
    // 9 a second with weight 1/e against nothing with weight 1.
    #expect((value - 9 / (1 + 2.718_281_828_459_045)).magnitude < 1e-12)
  }
}
