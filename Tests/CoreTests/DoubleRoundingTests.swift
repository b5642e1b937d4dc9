import Core
import Samples
import Testing

@Suite struct DoubleRoundingTests {
  @Test func `INV-NUM-6: a double becomes the multiple that exact fractions give`() throws {
    let rows = try Fixture.rows("vectors/double-rounding.txt")
    #expect(rows.count == 600)
    for row in rows {
      let value = Double(bitPattern: try #require(UInt64(row[0], radix: 16)))
      let rounding = try #require(Rounding.allCases.first { "\($0)" == row[2] })
      let multiple = rounding.multiple(of: try #require(Int64(row[1])), from: value)
      #expect(multiple == Int64(row[3]), "\(value) \(row)")
    }
  }

  @Test(arguments: [.nan, .signalingNaN, .infinity, -.infinity, 1.1e18, -1.1e18] as [Double])
  func `INV-NUM-6: what is no number, or none that fits, is no price and no quantity`(
    value: Double
  ) {
    for rounding in Rounding.allCases {
      #expect(rounding.multiple(of: 1, from: value) == nil)
      #expect(Price(value, multipleOf: 5, rounding) == nil)
      #expect(Quantity(value, multipleOf: 5, rounding) == nil)
    }
  }

  @Test func `a price and a quantity keep their own ranges`() {
    #expect(Price(9998.6, multipleOf: 5, .down) == 9995)
    #expect(Price(-0.5, multipleOf: 5, .down) == -5)
    #expect(Price(1.5e15, multipleOf: 1, .down) == nil)
    #expect(Quantity(109.9, multipleOf: 10, .down) == 100)
    #expect(Quantity(-0.5, multipleOf: 1, .towardZero) == .zero)
    #expect(Quantity(-0.5, multipleOf: 1, .down) == nil)
    #expect(Rounding.down.multiple(of: 0, from: 1) == nil)
  }
}
