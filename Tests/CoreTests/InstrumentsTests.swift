import Core
import Samples
import Testing

@Suite struct InstrumentRulesTests {
  private static let rules = SampleTape.rules(tick: 5, lot: 10, minimum: 1000)

  @Test(
    arguments: [
      (100, 10, nil), (101, 10, .priceOffTick), (100, 11, .quantityOffLot), (100, 0, .zeroQuantity),
      (95, 10, .belowMinimumNotional), (-100, 10, .belowMinimumNotional), (nil, 10, nil),
      (nil, 11, .quantityOffLot),
      // Of several broken rules the best-ranked one is named.
      (101, 11, .quantityOffLot), (96, 10, .priceOffTick),
    ] as [(Price?, Quantity, RejectReason?)])
  func `an order is refused for the best-ranked rule that it breaks`(
    price: Price?, quantity: Quantity, reason: RejectReason?
  ) {
    #expect(Self.rules.violation(price: price, quantity: quantity, quantityScale: 0) == reason)
  }

  @Test(arguments: [TradingStatus.quoting, .halted])
  func `nothing enters while the instrument does not trade`(status: TradingStatus) {
    var rules = Self.rules
    rules.status = status
    #expect(rules.violation(price: 100, quantity: 0, quantityScale: 0) == .tradingHalted)
  }

  @Test func `the minimum is a price of one whole unit, so quantity decimals count`() {
    let rules = SampleTape.rules(tick: 1, lot: 1, minimum: 1000)
    #expect(
      rules.violation(price: 50_000, quantity: 1999, quantityScale: 5) == .belowMinimumNotional)
    #expect(rules.violation(price: 50_000, quantity: 2000, quantityScale: 5) == nil)
  }

  @Test func `the largest order and scale are checked without a trap`() {
    let limit = Price(integerLiteral: Price.magnitudeLimit)
    let rules = SampleTape.rules(tick: 1, lot: 1, minimum: limit)
    let quantity = Quantity(integerLiteral: Quantity.magnitudeLimit)
    #expect(
      rules.violation(price: limit, quantity: quantity, quantityScale: 18) == .belowMinimumNotional)
  }

  @Test func `rules need a tick and a lot and no negative minimum`() {
    #expect(InstrumentRules(tick: 0, lot: 1, minimumNotional: 0) == nil)
    #expect(InstrumentRules(tick: -1, lot: 1, minimumNotional: 0) == nil)
    #expect(InstrumentRules(tick: 1, lot: 0, minimumNotional: 0) == nil)
    #expect(InstrumentRules(tick: 1, lot: 1, minimumNotional: -1) == nil)
  }
}

@Suite struct NameTests {
  @Test(arguments: [
    ("A", true), ("BTC-USDT", true), ("a.b_c:d/e", true), ("--", true), ("0", true), ("-", false),
    ("", false), ("a b", false), ("a=b", false), ("a\n", false), ("é", false), ("#a", false),
    (String(repeating: "x", count: 32), true), (String(repeating: "x", count: 33), false),
  ])
  func `a name is 1 to 32 characters of the tape's alphabet and not the lone dash`(
    name: String, isValid: Bool
  ) {
    #expect(TapeName.isValid(name) == isValid)
  }

  @Test func `numbers are dense from 1 in order of arrival and names are found either way`() {
    var table = NameTable()
    let names = ["m", "b", "z", "a", "mm", "B", "-a", "0"]
    #expect(names.map { table.add($0) } == (1...8).map { $0 })
    #expect(names.map { table.number(of: $0) } == (1...8).map { $0 })
    #expect((1...8).map { table.name($0) } == names)
    #expect(names.map { table.add($0) } == names.map { _ in nil })
    #expect(["", "n", "mmm", "zz"].map { table.number(of: $0) } == [nil, nil, nil, nil])
    #expect([0, 9, .max].map { table.name($0) } == [nil, nil, nil])
    #expect(table.count == 8)
  }

  @Test func `a header takes a symbol once and only names of the alphabet`() {
    var header = TapeHeader()
    func add(_ symbol: String, _ currency: String) -> InstrumentID? {
      header.addInstrument(
        symbol: symbol, priceScale: 2, quantityScale: 0, currency: currency,
        rules: SampleTape.freeRules)
    }
    #expect(add("ACME", "USD") == 1)
    #expect(add("ACME", "EUR") == nil)
    #expect(add("a b", "USD") == nil)
    #expect(add("B", "U S") == nil)
    #expect(add("B", "USD") == 2)
    #expect(header.instrument(symbol: "B") == 2)
    #expect(header.instrument(2)?.symbol == "B")
    #expect(header.instrument(3) == nil && header.instrument(0) == nil)
  }

  @Test func `every kind is found by the name that it has, and by no other spelling`() {
    for kind in EventKind.allCases {
      #expect(EventKind(name: kind.name.description) == kind)
      #expect(EventKind(name: kind.name.description.lowercased()) == nil)
    }
  }

  @Test func `codes of kinds stay as published`() {
    #expect(EventKind.allCases.map(\.rawValue) == Array(1...26))
    for code: UInt8 in [0, 27, 31, 255] { #expect(EventKind(rawValue: code) == nil) }
  }
}
