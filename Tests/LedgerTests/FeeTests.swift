import Core
import Ledger
import Samples
import Testing

@Suite struct FeeTests {
  /// A coin quoted in dollars: prices with 2 digits, quantities with 5, cents.
  private static func coin() throws -> Holding {
    try #require(
      Holding(instrument: 1, priceScale: 2, quantityScale: 5, currency: CurrencyID(1)))
  }

  /// Worked by hand.
  struct Row: Sendable, CustomTestStringConvertible {
    let rate: FeeRate
    let price: Price
    let quantity: Quantity
    let fee: Money
    let why: String

    var testDescription: String { why }
  }

  static let rows = [
    Row(
      rate: FeeRate(notionalPart: 20_000), price: 5_000_000, quantity: 100_000, fee: 1_000,
      why: "0.02 % of 50,000 dollars are 10 dollars"),
    Row(
      rate: FeeRate(notionalPart: 20_000), price: 5_000_001, quantity: 100_000, fee: 1_001,
      why: "a charge of 10.000002 dollars is rounded up"),
    Row(
      rate: FeeRate(notionalPart: -5_000), price: 5_000_001, quantity: 100_000, fee: -250,
      why: "a rebate of 2.5000005 dollars is rounded down"),
    Row(
      rate: FeeRate(notionalPart: 20_000), price: 1, quantity: 1, fee: 1,
      why: "a charge of next to nothing is a cent"),
    Row(
      rate: FeeRate(notionalPart: -20_000), price: 1, quantity: 1, fee: 0,
      why: "a rebate of next to nothing is nothing"),
    Row(
      rate: FeeRate(notionalPart: 0, perUnit: 138_000_000), price: -300, quantity: 250_000,
      fee: 345, why: "1.38 dollars a unit for 2.5 units are 3.45 dollars, whatever the price"),
    Row(
      rate: FeeRate(notionalPart: 10_000, perUnit: 100_000_000), price: 1_000, quantity: 100_000,
      fee: 101, why: "a basis point of 10 dollars and a dollar a unit"),
    Row(
      rate: FeeRate(notionalPart: 10_000), price: -100_000, quantity: 100_000, fee: 10,
      why: "at a negative price the size of the notional is charged for"),
  ]

  @Test(arguments: rows)
  func `a fee is exact until it is rounded once, against the trader`(row: Row) throws {
    let schedule = try FeeSchedule(
      tiers: [FeeTier(from: 0, maker: row.rate, taker: row.rate)])
    let fee = schedule.fee(
      row.price, row.quantity, .taker, of: try Self.coin(), currencyScale: 2, traded: 0)
    #expect(fee == row.fee)
  }

  @Test func `the tier is that of what was traded before, and maker and taker pay their own`()
    throws
  {
    let schedule = try FeeSchedule(tiers: [
      FeeTier(
        from: 0, maker: FeeRate(notionalPart: 20_000), taker: FeeRate(notionalPart: 50_000)),
      FeeTier(
        from: 1_000_000, maker: FeeRate(notionalPart: -5_000), taker: FeeRate(notionalPart: 30_000)
      ),
    ])
    let rates = [999_999, 1_000_000, 5_000_000].flatMap { traded in
      Liquidity.allCases.map { schedule.rate($0, traded: traded).notionalPart }
    }
    #expect(rates == [20_000, 50_000, -5_000, 30_000, -5_000, 30_000])
  }

  @Test func `a contract's multiplier counts in the notional, not in the units`() throws {
    let future = try #require(
      Holding(
        instrument: 1, priceScale: 2, quantityScale: 0, currency: CurrencyID(1), multiplier: 50))
    let schedule = try FeeSchedule(tiers: [
      FeeTier(from: 0, maker: .free, taker: FeeRate(notionalPart: 10_000, perUnit: 138_000_000))
    ])
    // 2 contracts at 4,000.00 are 400,000 dollars: 40.00, and 2.76.
    let fee = schedule.fee(400_000, 2, .taker, of: future, currencyScale: 2, traded: 0)
    #expect(fee == 4_276)
  }

  @Test func `a schedule that cannot be meant is refused by name`() {
    let rate = FeeRate(notionalPart: 1)
    let huge = FeeRate(notionalPart: 100_000_001)
    func tier(_ from: Money, _ rate: FeeRate) -> FeeTier {
      FeeTier(from: from, maker: rate, taker: rate)
    }
    let rows: [([FeeTier], FeeScheduleError)] = [
      ([], .firstTierNotFromZero),
      ([tier(5, rate)], .firstTierNotFromZero),
      ([tier(0, rate), tier(0, rate)], .thresholdsNotRising(tier: 2)),
      ([tier(0, rate), tier(9, huge)], .rateTooLarge(tier: 2)),
    ]
    for (tiers, expected) in rows {
      #expect(throws: expected) { try FeeSchedule(tiers: tiers) }
    }
  }

  @Test func `what does not fit into money is no fee`() throws {
    let schedule = try FeeSchedule(tiers: [FeeTier(from: 0, maker: .free, taker: .greatest)])
    let fee = schedule.fee(
      Price(integerLiteral: Price.magnitudeLimit),
      Quantity(integerLiteral: Quantity.magnitudeLimit),
      .taker, of: try Self.coin(), currencyScale: 18, traded: 0)
    #expect(fee == nil)
  }

  @Test func `fees of a story of fills are those of the books`() throws {
    let schedule = try FeeSchedule(tiers: [
      FeeTier(
        from: 0, maker: FeeRate(notionalPart: -10_000), taker: FeeRate(notionalPart: 100_000)),
      FeeTier(from: 100_000, maker: .free, taker: FeeRate(notionalPart: 50_000)),
    ])
    var ledger = try Books.empty()
    var postings: [Posting] = []
    // 500.00 taken at 0.1 %: 0.50. 500.00 made, −0.01 %: −0.05. From 1,000.00 on: 0.05 %, 0.25.
    let fills: [(Liquidity, Int64)] = [(.taker, 50), (.maker, -5), (.taker, 25), (.maker, 0)]
    for (number, (liquidity, expected)) in fills.enumerated() {
      let holding = try #require(ledger.holdings.first { $0.instrument == Books.share })
      let traded = try #require(ledger.position(Books.share)).turnover
      let fee = try #require(
        schedule.fee(5_000, 10, liquidity, of: holding, currencyScale: 2, traded: traded))
      #expect(fee.rawValue == expected)
      try ledger.post(
        LedgerFill(
          cause: TapeSequence(UInt64(number + 1)), instrument: Books.share, side: .buy,
          price: 5_000, quantity: 10, fee: fee), into: &postings)
    }
    #expect(ledger.position(Books.share)?.fees == 70)
  }
}
