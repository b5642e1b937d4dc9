import Core
import Samples
import Testing

@Suite struct RandomVectorTests {
  @Test func `INV-RANDOM-1: every draw is the one that the published vectors give`() throws {
    let rows = try Fixture.rows("vectors/random.txt")
    for row in rows { #expect(try Self.draws(row) == Self.expected(row), "\(row)") }
    for word in Self.argumentCounts.map(\.0) { #expect(rows.contains { $0[0] == word }) }
  }

  /// How many words of a row are arguments, its first one included.
  private static let argumentCounts = [
    ("splitmix", 2), ("xoshiro", 5), ("stream", 3), ("bounded", 4), ("integer", 5), ("chance", 4),
    ("geometric", 5), ("power-tail", 6), ("exponential", 4),
  ]

  private static func expected(_ row: [String]) -> [String] {
    Array(row.dropFirst(argumentCounts.first { $0.0 == row[0] }?.1 ?? 1))
  }

  private static func draws(_ row: [String]) throws -> [String] {
    let count = expected(row).count
    let numbers = row.map { UInt64($0) ?? 0 }
    let signed = row.map { Int64($0) ?? 0 }
    if row[0] == "splitmix" {
      var generator = SplitMix64(seed: numbers[1])
      return (0..<count).map { _ in "\(generator.next())" }
    }
    var stream = RandomStream(masterSeed: numbers[1], name: row[2])
    if row[0] == "xoshiro" {
      stream = try #require(
        RandomStream(state: (numbers[1], numbers[2], numbers[3], numbers[4])))
    }
    return try (0..<count).map { _ in
      switch row[0] {
      case "xoshiro", "stream": "\(stream.next())"
      case "bounded": "\(stream.bounded(numbers[3]))"
      case "integer": "\(stream.integer(in: signed[3]...signed[4]))"
      case "chance": stream.chance(millionths: numbers[3]) ? "1" : "0"
      case "geometric": "\(stream.geometric(mean: numbers[3], limit: numbers[4]))"
      case "power-tail":
        "\(stream.powerTail(first: numbers[3], millionths: numbers[4], doublings: numbers[5]))"
      case "exponential": "\(stream.exponential(mean: Nanoseconds(signed[3])).count)"
      default: try #require(nil as String?, "unknown row \(row[0])")
      }
    }
  }
}

@Suite struct RandomStreamTests {
  private static func stream(_ name: String) -> RandomStream {
    RandomStream(masterSeed: TestRun.seed, name: name)
  }

  @Test func `INV-RANDOM-2: a draw from one stream moves no other`() {
    var (noisy, quiet) = (Self.stream("noisy"), Self.stream("quiet"))
    let alone = (0..<50).map { _ in quiet.next() }
    quiet = Self.stream("quiet")
    let beside = (0..<50).map { _ in
      _ = noisy.next()
      return quiet.next()
    }
    #expect(alone == beside)
  }

  @Test func `INV-RANDOM-2: streams of other names and seeds share no word`() {
    let names = (0..<40).map { "agent-\($0)" }
    var words = names.flatMap { name in
      [UInt64(1), 2].flatMap { seed in
        var stream = RandomStream(masterSeed: seed, name: name)
        return (0..<20).map { _ in stream.next() }
      }
    }
    words.sort()
    #expect(zip(words, words.dropFirst()).allSatisfy { $0 != $1 })
  }

  /// Chi-square with the 99.99 % quantile of its distribution; the seed is fixed, so that this can
  /// only fail when the code or `SEED` changes.
  @Test(
    arguments: [(2, 15.2), (3, 18.5), (7, 27.9), (10, 33.8), (64, 117.0)] as [(UInt64, Double)])
  func `bounded draws are in range and even`(bound: UInt64, quantile: Double) {
    var stream = Self.stream("even")
    let draws = 4000
    var counts = Array(repeating: 0.0, count: Int(bound))
    for _ in 0..<draws { counts[Int(stream.bounded(bound))] += 1 }
    let expected = Double(draws) / Double(bound)
    let square = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    #expect(square < quantile, "SEED=\(TestRun.seed)")
  }

  @Test func `a bound just above 2 to the 63 stays below it, though half of the words are redrawn`()
  {
    var stream = Self.stream("wide")
    let bound = UInt64(1) << 63 + 1
    #expect((0..<500).allSatisfy { _ in stream.bounded(bound) < bound }, "SEED=\(TestRun.seed)")
  }

  @Test(arguments: [-5...5, 0...0, .min ... .max, .max ... .max, .min ... .min])
  func `integers stay in their range`(range: ClosedRange<Int64>) {
    var stream = Self.stream("range")
    for _ in 0..<200 { #expect(range.contains(stream.integer(in: range))) }
  }

  @Test func `every value of a small range is drawn`() {
    var stream = Self.stream("small")
    let drawn = (0..<400).map { _ in stream.integer(in: -5...5) }
    for value in Int64(-5)...5 { #expect(drawn.contains(value), "SEED=\(TestRun.seed)") }
  }

  @Test func `gaps have the mean that was asked for, within five standard errors`() {
    var stream = Self.stream("gaps")
    let (draws, mean) = (10_000, 1_000_000.0)
    let gaps = (0..<draws).map { _ in Double(stream.exponential(mean: .millisecond).count) }
    let average = gaps.reduce(0, +) / Double(draws)
    #expect((average - mean).magnitude < 5 * mean / 100, "SEED=\(TestRun.seed)")
    // An exponential exceeds its mean with probability 1/e = 0.3679.
    let above = Double(gaps.count { $0 > mean }) / Double(draws)
    #expect((above - 0.3679).magnitude < 0.025, "SEED=\(TestRun.seed)")
  }

  @Test(arguments: [0, -1, .min, .max] as [Int64])
  func `a gap is at least a nanosecond and at most 2 to the 62, whatever the mean`(mean: Int64) {
    var stream = Self.stream("extreme")
    for _ in 0..<100 {
      #expect((1...1 << 62).contains(stream.exponential(mean: Nanoseconds(mean)).count))
    }
  }

  @Test func `geometric draws have the mean that was asked for and keep their limit`() {
    var stream = Self.stream("levels")
    let draws = (0..<4000).map { _ in stream.geometric(mean: 3, limit: 1000) }
    let average = Double(draws.reduce(0, +)) / 4000
    #expect((average - 3).magnitude < 0.3, "SEED=\(TestRun.seed)")
    #expect((0..<100).allSatisfy { _ in stream.geometric(mean: .max, limit: 5) <= 5 })
  }

  @Test func `a power tail keeps its limit and thins out by its exponent`() {
    var stream = Self.stream("sizes")
    let draws = (0..<20_000).map { _ in
      stream.powerTail(first: 4, millionths: 353_553, doublings: 4)
    }
    #expect(draws.allSatisfy { (1...64).contains($0) })
    // P(X > 4·2ᵏ) = 0.353553^(k+1): 7071, 2500 and 884 of 20,000, within four deviations.
    for (limit, expected) in [(4, 7071), (8, 2500), (16, 884)] {
      let count = draws.count { $0 > UInt64(limit) }
      let deviation = Double(expected).squareRoot()
      #expect(Double(count - expected).magnitude < 4 * deviation, "SEED=\(TestRun.seed)")
    }
  }

  @Test func `a chance of none never comes and a chance of all always does`() {
    var stream = Self.stream("coin")
    let drawn = (0..<200).map { _ in
      (stream.chance(millionths: 0), stream.chance(millionths: 1_000_000))
    }
    #expect(drawn.allSatisfy { $0 == (false, true) })
  }

  @Test func `the state of all zeros is refused`() {
    #expect(RandomStream(state: (0, 0, 0, 0)) == nil)
  }

  @Test func `a saved stream goes on where it was`() throws {
    var stream = Self.stream("saved")
    _ = stream.next()
    var reader = ByteReader(stream.encoded())
    var restored = try RandomStream(decoding: &reader)
    #expect(restored == stream)
    #expect((0..<10).map { _ in restored.next() } == (0..<10).map { _ in stream.next() })
  }
}
