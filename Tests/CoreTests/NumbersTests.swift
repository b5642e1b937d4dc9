import Core
import Samples
import Testing

@Suite struct NumbersTests {
  @Test func `INV-NUM-2: an amount becomes money with no loss but the named rounding`() throws {
    let rows = try Fixture.rows("vectors/rounding.txt")
    #expect(rows.count > 400)
    for row in rows {
      let numbers = row.map { Int64($0) ?? 0 }
      let price = try #require(Price(rawValue: numbers[0]))
      let quantity = try #require(Quantity(rawValue: numbers[2]))
      let scales = [1, 3, 4].map { DecimalScale(digits: Int(numbers[$0])) ?? .whole }
      let rounding = try #require(Rounding.allCases.first { "\($0)" == row[5] })
      let money = Notional(price, quantity).money(
        priceScale: scales[0], quantityScale: scales[1], currencyScale: scales[2],
        rounding: rounding)
      #expect(money?.rawValue == Int64(row[6]), "\(row)")
    }
  }

  @Test func `every rounding is a row of the published table`() throws {
    let named = try Fixture.rows("vectors/rounding.txt").map { $0[5] }
    for rounding in Rounding.allCases { #expect(named.contains("\(rounding)")) }
  }

  @Test(arguments: [
    (0, true), (1, true), (-1, true), (1_000_000_000_000_000, true),
    (-1_000_000_000_000_000, true), (1_000_000_000_000_001, false),
    (-1_000_000_000_000_001, false), (Int64.max, false), (Int64.min, false),
  ])
  func `INV-NUM-1: a price has at most 10 to the 15 as magnitude, a quantity no sign`(
    raw: Int64, isLegal: Bool
  ) {
    #expect((Price(rawValue: raw) != nil) == isLegal)
    #expect((Quantity(rawValue: raw) != nil) == (isLegal && raw >= 0))
  }

  @Test func `INV-NUM-1: the sum of a hundred million largest products fits`() throws {
    let largest = Notional(
      Price(integerLiteral: Price.magnitudeLimit),
      Quantity(integerLiteral: Quantity.magnitudeLimit))
    let (_, overflow) = largest.rawValue.multipliedReportingOverflow(by: 100_000_000)
    #expect(!overflow)
  }

  @Test func `notionals of one instrument add up exactly, below zero too`() {
    var total = Notional.zero
    for (price, quantity) in [(3, 7), (-5, 9), (0, 4)] as [(Price, Quantity)] {
      total += Notional(price, quantity)
    }
    #expect(total.rawValue == -24)
    #expect(total < .zero)
  }

  @Test(
    arguments: [
      (10, 5, 15), (10, -11, -1), (999_999_999_999_999, 1, 1_000_000_000_000_000),
      (1_000_000_000_000_000, 1, nil), (-1_000_000_000_000_000, -1, nil), (1, .max, nil),
      (-1, .min, nil),
    ] as [(Price, Int64, Int64?)])
  func `a price moves by raw units inside the legal range`(
    price: Price, units: Int64, moved: Int64?
  ) {
    #expect(price.advanced(by: units)?.rawValue == moved)
  }

  @Test func `totals of quantities refuse to pass the limit`() {
    let limit = Quantity(integerLiteral: Quantity.magnitudeLimit)
    #expect(Quantity.zero.adding(limit) == limit)
    #expect(limit.adding(1) == nil)
    #expect(limit - limit == .zero)
    #expect((2 as Quantity) + 3 == 5)
  }

  @Test func `a scale keeps 0 to 18 digits`() {
    var units: Int64 = 1
    for digits in 0...18 {
      #expect(DecimalScale(digits: digits)?.unitsPerWhole == units)
      if digits < 18 { units *= 10 }
    }
    #expect(DecimalScale(digits: 19) == nil)
    #expect(DecimalScale(digits: -1) == nil)
    #expect((2 as DecimalScale) < 3)
  }

  @Test(
    arguments: [
      (0, 0, "0"), (0, 2, "0.00"), (5, 2, "0.05"), (-5, 2, "-0.05"), (12_345, 2, "123.45"),
      (-100, 2, "-1.00"), (7, 0, "7"), (1, 18, "0.000000000000000001"),
      (.max, 18, "9.223372036854775807"), (.min, 0, "-9223372036854775808"),
      (.min, 18, "-9.223372036854775808"),
    ] as [(Int64, DecimalScale, String)])
  func `a raw count has one decimal text`(raw: Int64, scale: DecimalScale, text: String) {
    #expect(String(decimal: raw, scale: scale) == text)
  }
}

@Suite struct ScannerTests {
  /// A number as venues write it, the scale it is brought to, and its raw count or why not.
  struct Row: Sendable, CustomTestStringConvertible {
    let text: String
    let scale: DecimalScale
    let result: Result<Int64, ScanFailure>
    var testDescription: String { "\(text) at \(scale.digits)" }

    init(_ text: String, _ scale: DecimalScale, _ raw: Int64) {
      (self.text, self.scale, result) = (text, scale, .success(raw))
    }

    init(_ text: String, _ scale: DecimalScale, fails failure: ScanFailure) {
      (self.text, self.scale, result) = (text, scale, .failure(failure))
    }
  }

  static let foreign = [
    Row("1", 2, 100), Row("1.5", 2, 150), Row("1.50", 2, 150), Row("1.500", 2, 150),
    Row("001.5", 2, 150), Row("-0", 2, 0), Row("-1.25", 2, -125), Row("0.000", 0, 0),
    Row("9223372036854775807", 0, .max), Row("-9223372036854775807", 0, -.max),
    Row("9.223372036854775807", 18, .max), Row("1.005", 2, fails: .offScale),
    Row("1.5", 0, fails: .offScale), Row("9223372036854775808", 0, fails: .outOfRange),
    Row("92233720368547758.08", 2, fails: .outOfRange), Row("10", 18, fails: .outOfRange),
    Row("18446744073709551616", 0, fails: .outOfRange), Row("", 2, fails: .expectedDigit),
    Row("-", 2, fails: .expectedDigit), Row(".5", 2, fails: .expectedDigit),
    Row("1.", 2, fails: .expectedDigit), Row("+1", 2, fails: .expectedDigit),
    Row("--1", 2, fails: .expectedDigit), Row("nan", 2, fails: .expectedDigit),
  ]

  @Test(arguments: foreign)
  func `INV-NUM-3: a foreign decimal is read exactly or refused, never rounded`(row: Row) {
    #expect(Self.read(row.text) { s throws(ScanFailure) in try s.decimal(row.scale) } == row.result)
  }

  @Test func `INV-NUM-3: every raw count of a small range reads back from its text`() {
    for scale in [0, 1, 2, 5] as [DecimalScale] {
      for raw in Int64(-1100)...1100 {
        let text = String(decimal: raw, scale: scale)
        #expect(
          Self.read(text) { s throws(ScanFailure) in try s.fixedDecimal(scale) } == .success(raw))
        #expect(Self.read(text) { s throws(ScanFailure) in try s.decimal(scale) } == .success(raw))
      }
    }
  }

  /// Short numbers have a path of their own, negative ones have not.
  @Test(arguments: [0, 1, 2, 8, 9, 11, 12, 18] as [DecimalScale])
  func `INV-NUM-3: a decimal is read alike whatever its length, sign, and what stands behind it`(
    scale: DecimalScale
  ) {
    func read(_ text: String) -> (Result<Int64, ScanFailure>, end: Int) {
      let bytes = Array(text.utf8)
      var scanner = ASCIIScanner(bytes.span)
      do { return (.success(try scanner.decimal(scale)), scanner.cursor) } catch {
        return (.failure(error), scanner.cursor)
      }
    }
    for (whole, fraction) in (1...9).flatMap({ whole in (-1...10).map { (whole, $0) } }) {
      for filler in ["00000000000", "98765432198", "10000000000"] {
        let point = fraction < 0 ? "" : "."
        let number = "\(filler.prefix(whole))\(point)\(filler.suffix(max(0, fraction)))"
        let expected = read("-" + number)
        for tail in ["", ",", "\",\"0.5", ",12345678", "e12345678"] {
          let found = read(number + tail)
          #expect(found.0 == expected.0.map { -$0 } && found.end == expected.end - 1, "\(number)")
        }
      }
    }
  }

  @Test func `a number stops where its digits do`() throws {
    let text = Array("12.5e3".utf8)
    var scanner = ASCIIScanner(text.span)
    #expect(try scanner.decimal(1) == 125)
    #expect(scanner.cursor == 4)
    #expect(scanner.peek == UInt8(ascii: "e"))
  }

  @Test(arguments: [0, 1, 9, 10, 0x0123_4567_89AB_CDEF, .max] as [UInt64])
  func `words read back from decimal and hexadecimal`(word: UInt64) {
    var text: [UInt8] = []
    text.append(integer: word)
    #expect(String(decoding: text, as: UTF8.self) == "\(word)")
    let hexadecimal = String(hexadecimal: word)
    #expect(hexadecimal.utf8.count == 16)
    #expect(
      Self.read(hexadecimal) { s throws(ScanFailure) in Int64(bitPattern: try s.hexadecimal()) }
        == .success(Int64(bitPattern: word)))
  }

  @Test func `digits are padded on the left`() {
    var text: [UInt8] = []
    for width in 0...4 { text.append(integer: 42, width: width) }
    #expect(String(decoding: text, as: UTF8.self) == "4242420420042")
  }

  private static func read(
    _ text: String, _ read: (inout ASCIIScanner) throws(ScanFailure) -> Int64
  ) -> Result<Int64, ScanFailure> {
    let bytes = Array(text.utf8)
    var scanner = ASCIIScanner(bytes.span)
    do throws(ScanFailure) { return .success(try read(&scanner)) } catch { return .failure(error) }
  }
}
