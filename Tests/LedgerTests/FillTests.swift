import Core
import Ledger
import Samples
import Testing

@Suite struct FillTests {
  /// A fill of shares and what the books show behind it: raw counts, cents.
  struct Row: Sendable, CustomTestStringConvertible {
    let side: Side
    let quantity: Quantity
    let price: Price
    let fee: Money
    let held: Int64
    let cost: Money
    let realised: Money
    let cash: Money

    init(
      _ side: Side, _ quantity: Quantity, _ price: Price, fee: Money = 0, held: Int64, cost: Money,
      realised: Money, cash: Money
    ) {
      self.side = side
      self.quantity = quantity
      self.price = price
      self.fee = fee
      self.held = held
      self.cost = cost
      self.realised = realised
      self.cash = cash
    }

    var testDescription: String { "\(side) \(quantity.rawValue) at \(price.rawValue)" }
  }

  /// Worked by hand: a thousand dollars, then bought, sold in parts, sold short through zero, and
  /// closed.
  static let story = [
    Row(.buy, 10, 5000, fee: 100, held: 10, cost: 50_000, realised: 0, cash: 49_900),
    Row(.sell, 4, 6000, fee: 100, held: 6, cost: 30_000, realised: 4_000, cash: 73_800),
    Row(.buy, 1, 5501, held: 7, cost: 35_501, realised: 4_000, cash: 68_299),
    // 35,501 · 3 / 7 = 15,214.71…, rounded to 15,215; the rest stays whole.
    Row(.sell, 3, 5000, held: 4, cost: 20_286, realised: 3_785, cash: 83_299),
    // Closes 4 and opens −6 at 50.00: 50,000 received, 20,000 of it for what was held.
    Row(.sell, 10, 5000, held: -6, cost: -30_000, realised: 3_499, cash: 133_299),
    Row(.buy, 6, 4900, fee: -50, held: 0, cost: 0, realised: 4_099, cash: 103_949),
  ]

  @Test func `INV-LEDGER-3: a story of fills, worked by hand, leaves no cost when all is closed`()
    throws
  {
    var ledger = try Books.empty()
    var postings: [Posting] = []
    try ledger.deposit(100_000, Books.dollars, cause: 1, into: &postings)
    for (number, row) in Self.story.enumerated() {
      try ledger.post(
        LedgerFill(
          cause: TapeSequence(UInt64(number + 2)), instrument: Books.share, side: row.side,
          price: row.price, quantity: row.quantity, fee: row.fee), into: &postings)
      let position = try #require(ledger.position(Books.share))
      let found = Row(
        row.side, row.quantity, row.price, fee: row.fee, held: position.quantity.rawValue,
        cost: position.cost, realised: position.realised,
        cash: try #require(ledger.cash(Books.dollars)))
      #expect("\(found)" == "\(row)", "\(row.testDescription)")
    }
    let end = try #require(ledger.position(Books.share))
    #expect(end.fees == 150)
    #expect(end.fillCount == 6)
    #expect(ledger.capital(Books.dollars) == 100_000)
  }

  @Test func `a contract stands for its multiple`() throws {
    var ledger = try Books.empty()
    var postings: [Posting] = []
    for (side, price): (Side, Price) in [(.buy, 480_025), (.sell, 480_050)] {
      try ledger.post(
        LedgerFill(
          cause: 1, instrument: Books.future, side: side, price: price, quantity: 2),
        into: &postings)
    }
    // Two contracts, 50 units each, a quarter point: 25 dollars.
    #expect(ledger.position(Books.future)?.realised == 2_500)
  }

  @Test func `an amount that does not come out even is rounded once, for both legs`() throws {
    var ledger = try Books.empty()
    var postings: [Posting] = []
    // 0.0001 · 0.00000001 coins is 10⁻¹²: nothing, at eight digits; three quarters round up.
    for (price, quantity, cost): (Price, Quantity, Money) in [(1, 1, 0), (7_500, 1, 1)] {
      postings = []
      try ledger.post(
        LedgerFill(
          cause: 1, instrument: Books.token, side: .buy, price: price, quantity: quantity),
        into: &postings)
      #expect(postings.map(\.amount) == [Money(rawValue: -cost.rawValue), cost])
    }
  }

  @Test func `negative prices and rebates are posted like any other`() throws {
    var ledger = try Books.empty()
    var postings: [Posting] = []
    try ledger.post(
      LedgerFill(
        cause: 1, instrument: Books.share, side: .buy, price: -300, quantity: 2, fee: -5),
      into: &postings)
    #expect(ledger.cash(Books.dollars) == 605)
    #expect(ledger.position(Books.share)?.cost == -600)
    #expect(ledger.trialBalance(Books.dollars) == 0)
  }

  @Test func `currencies are kept apart`() throws {
    var ledger = try Books.empty()
    var postings: [Posting] = []
    try ledger.deposit(500, Books.coins, cause: 1, into: &postings)
    #expect(ledger.cash(Books.dollars) == 0)
    #expect(ledger.cash(Books.coins) == 500)
    #expect(
      postings == [
        Posting(cause: 1, account: .cash(Books.coins), amount: 500),
        Posting(cause: 1, account: .capital(Books.coins), amount: -500),
      ])
  }
}
