import Core
import Samples
import Testing

@Suite struct ElementaryTests {
  /// The bounds that `Elementary` states.
  private static let lnError = 4e-16
  private static let expError = 2.5e-16

  /// The numbers of a file of vectors, a row each.
  private static func doubles(_ name: String) throws -> [[Double]] {
    try Fixture.rows("vectors/\(name)").map { row in
      row.compactMap { UInt64($0, radix: 16) }.map(Double.init(bitPattern:))
    }
  }

  @Test func `INV-NUM-4: the logarithm stays within its stated error of tabulated values`() throws {
    let rows = try Self.doubles("ln.txt")
    #expect(rows.count > 80)
    for row in rows {
      let (value, expected) = (row[0], row[1])
      let result = try #require(Elementary.ln(value))
      #expect((result - expected).magnitude <= Self.lnError * expected.magnitude, "ln \(value)")
    }
  }

  @Test(arguments: [
    0, -0.0, -1, .infinity, -.infinity, .nan, .leastNonzeroMagnitude,
    .leastNormalMagnitude.nextDown,
  ])
  func `there is no logarithm of zero, negative, infinite or subnormal numbers`(value: Double) {
    #expect(Elementary.ln(value) == nil)
    #expect(Elementary.pow(value, 2) == nil)
  }

  @Test func `the square root stays within a last digit of the processor's`() throws {
    var random = RandomStream(masterSeed: TestRun.seed, name: "roots")
    for _ in 0..<5000 * TestRun.scale {
      let value = Double(bitPattern: random.next() >> 1)
      guard value.isFinite else { continue }
      let (root, exact) = (try #require(Elementary.squareRoot(value)), value.squareRoot())
      #expect((root - exact).magnitude <= exact.ulp, "SEED=\(TestRun.seed) \(value)")
    }
    for whole in 0...100 {
      #expect(Elementary.squareRoot(Double(whole * whole)) == Double(whole))
    }
    #expect(Elementary.squareRoot(-1) == nil && Elementary.squareRoot(.infinity) == nil)
  }

  @Test func `the logarithm never goes down as its argument goes up`() {
    var value = 0.6
    while value < 3 {
      let (here, next) = (Elementary.ln(value) ?? 0, Elementary.ln(value.nextUp) ?? 0)
      #expect(here <= next + 4e-16, "\(value)")
      value += 0.001
    }
  }

  @Test func `INV-NUM-5: the exponential stays within its stated error of tabulated values`() throws
  {
    let rows = try Self.doubles("exp.txt")
    #expect(rows.count > 140)
    for row in rows {
      let (value, expected) = (row[0], row[1])
      let result = try #require(Elementary.exp(value))
      let error = (result - expected).magnitude
      #expect(error <= Self.expError * expected, "exp \(value)")
    }
  }

  @Test func `INV-NUM-5: a power stays within its stated error of tabulated values`() throws {
    let rows = try Self.doubles("pow.txt")
    #expect(rows.count > 90)
    for row in rows {
      let (base, exponent, expected) = (row[0], row[1], row[2])
      let result = try #require(Elementary.pow(base, exponent))
      let logarithm = try #require(Elementary.ln(expected)).magnitude
      let bound = (3 + 5 * logarithm) * 1e-16
      #expect((result - expected).magnitude <= bound * expected, "\(base) to the \(exponent)")
    }
  }

  @Test(
    arguments: [
      (.nan, nil), (.infinity, nil), (.greatestFiniteMagnitude, nil), (709.8, nil),
      (-.infinity, 0), (-.greatestFiniteMagnitude, 0), (-708.4, 0), (0, 1), (-0.0, 1),
      (.leastNonzeroMagnitude, 1), (-1e-300, 1),
    ] as [(Double, Double?)])
  func `every number has an exponential, or none beyond the largest`(value: Double, exp: Double?) {
    #expect(Elementary.exp(value) == exp)
  }

  @Test func `the exponential reaches the ends of the normal numbers and no further`() throws {
    let largest = try #require(Elementary.exp(Elementary.largestExponent))
    #expect(largest.isNormal && largest > 1.797_693_134_86e308)
    #expect(Elementary.exp(Elementary.largestExponent.nextUp) == nil)
    let smallest = try #require(Elementary.exp(Elementary.smallestExponent))
    #expect(smallest >= .leastNormalMagnitude && smallest < 2.225_073_858_51e-308)
    #expect(Elementary.exp(Elementary.smallestExponent.nextDown) == 0)
  }

  @Test(
    arguments: [
      (2, .nan, nil), (2, .infinity, nil), (2, -.infinity, nil), (2, 1025, nil), (10, 309, nil),
      (2, -1023, 0), (0.5, 2000, 0), (7, 0, 1), (1, 1e300, 1), (1, -1e300, 1),
    ] as [(Double, Double, Double?)])
  func `a power that cannot be is nil, one below the normal numbers 0`(
    base: Double, exponent: Double, power: Double?
  ) {
    #expect(Elementary.pow(base, exponent) == power)
  }

  @Test func `INV-NUM-5: the exponential never goes down, least of all where its parts meet`()
    throws
  {
    var borders = (-1022...1022).map { (Double($0) + 0.5) * 0.693_147_180_559_945_3 }
    var random = RandomStream(masterSeed: TestRun.seed, name: "exponential")
    for _ in 0..<1000 * TestRun.scale {
      borders.append(Double(random.integer(in: -708_000...709_000)) / 1000)
    }
    for border in borders {
      var value = border - 4 * border.ulp
      var last = try #require(Elementary.exp(value))
      for _ in 0..<8 {
        value = value.nextUp
        let next = try #require(Elementary.exp(value))
        #expect(last <= next, "SEED=\(TestRun.seed) \(value)")
        last = next
      }
    }
  }
}
