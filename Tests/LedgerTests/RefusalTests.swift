import Core
import Ledger
import Samples
import Testing

@Suite struct RefusalTests {
  private static let largest = Quantity(rawValue: Quantity.magnitudeLimit) ?? 0
  private static let dearest = Price(rawValue: Price.magnitudeLimit) ?? 0

  private func refusal(_ ledger: inout Ledger, _ fill: LedgerFill) -> LedgerRefusal? {
    var postings: [Posting] = []
    do { try ledger.post(fill, into: &postings) } catch { return error }
    return nil
  }

  @Test func `INV-LEDGER-5: what cannot be posted is named and changes nothing`() throws {
    var ledger = try Books.empty()
    let unknown = InstrumentID(99)
    for (instrument, price, quantity, reason): (InstrumentID, Price, Quantity, LedgerRefusal) in [
      (unknown, 1, 1, .unknownInstrument), (Books.share, 1, 0, .nothingToPost),
      (Books.share, Self.dearest, Self.largest, .amountOverflow),
    ] {
      let before = ledger.stateHash
      let found = refusal(
        &ledger,
        LedgerFill(cause: 1, instrument: instrument, side: .buy, price: price, quantity: quantity))
      #expect(found == reason)
      #expect(ledger.stateHash == before)
    }
  }

  @Test func `a position and a balance have ends`() throws {
    var ledger = try Books.empty()
    let free = LedgerFill(
      cause: 1, instrument: Books.share, side: .buy, price: 0, quantity: Self.largest)
    var reasons: [LedgerRefusal?] = []
    for _ in 0...1_000 { reasons.append(refusal(&ledger, free)) }
    #expect(reasons.dropLast().allSatisfy { $0 == nil })
    #expect(reasons.last == .positionOverflow)

    var rich = try Books.empty()
    var postings: [Posting] = []
    try rich.deposit(Money(rawValue: .max), Books.dollars, cause: 1, into: &postings)
    let sale = LedgerFill(
      cause: 1, instrument: Books.share, side: .sell, price: 1, quantity: 1)
    #expect(refusal(&rich, sale) == .balanceOverflow)
    #expect(throws: LedgerRefusal.balanceOverflow) {
      try rich.deposit(1, Books.dollars, cause: 1, into: &postings)
    }
  }

  @Test func `deposits are refused where there is no such currency or no amount`() throws {
    var ledger = try Books.empty()
    var postings: [Posting] = []
    #expect(throws: LedgerRefusal.unknownCurrency) {
      try ledger.deposit(1, CurrencyID(9), cause: 1, into: &postings)
    }
    #expect(throws: LedgerRefusal.nothingToPost) {
      try ledger.deposit(0, Books.dollars, cause: 1, into: &postings)
    }
    #expect(postings == [])
  }

  @Test func `a chart of accounts with a number twice, or a stranger's currency, is none`() throws {
    let dollar = Currency(id: Books.dollars, name: "USD", scale: .whole)
    let share = try #require(
      Holding(
        instrument: Books.share, priceScale: .whole, quantityScale: .whole, currency: Books.coins))
    #expect(Ledger(currencies: [dollar, dollar], holdings: []) == nil)
    #expect(Ledger(currencies: [dollar], holdings: [share]) == nil)
    let none = Holding(
      instrument: Books.share, priceScale: .whole, quantityScale: .whole, currency: Books.coins,
      multiplier: 0)
    #expect(none == nil)
  }
}

@Suite struct ValuationTests {
  private static let age = Nanoseconds(10)

  @Test func `equity is cash and what is held at its mark`() throws {
    var ledger = try Books.empty()
    var postings: [Posting] = []
    try ledger.deposit(10_000, Books.dollars, cause: 1, into: &postings)
    for (instrument, side, price): (InstrumentID, Side, Price) in [
      (Books.share, .buy, 500), (Books.future, .sell, 100),
    ] {
      try ledger.post(
        LedgerFill(cause: 2, instrument: instrument, side: side, price: price, quantity: 2),
        into: &postings)
    }
    // Shares 2 · 6.00; futures −2 · 50 · 0.90: 20 gained here, 10 there.
    let marks = { (instrument: InstrumentID) in
      Mark(instrument == Books.share ? 600 : 90, at: 100)
    }
    let equity = try ledger.equity(Books.dollars, at: 105, maximumAge: Self.age, mark: marks)
    #expect(equity == 10_000 + 200 + 1_000)
    #expect(
      try ledger.unrealised(Books.future, mark: marks(Books.future), at: 105, maximumAge: Self.age)
        == 1_000)
  }

  @Test func `a missing or an old mark gives no figure, unless nothing is held`() throws {
    var ledger = try Books.empty()
    #expect(try ledger.equity(Books.dollars, at: 0, maximumAge: Self.age) { _ in nil } == 0)
    var postings: [Posting] = []
    try ledger.post(
      LedgerFill(cause: 1, instrument: Books.share, side: .buy, price: 1, quantity: 1),
      into: &postings)
    for (mark, reason): (Mark?, ValuationRefusal) in [
      (nil, .markMissing), (Mark(1, at: 9), .markStale),
    ] {
      #expect(throws: reason) {
        try ledger.unrealised(Books.share, mark: mark, at: 20, maximumAge: Self.age)
      }
    }
    #expect(throws: ValuationRefusal.unknown) {
      try ledger.unrealised(InstrumentID(9), mark: nil, at: 20, maximumAge: Self.age)
    }
  }
}

private func + (left: Money, right: Money) -> Money {
  Money(rawValue: left.rawValue + right.rawValue)
}
