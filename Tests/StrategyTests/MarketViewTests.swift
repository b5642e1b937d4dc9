import Core
import OrderBook
import Samples
import Strategy
import Testing

@Suite struct MarketViewTests {
  private var view = MarketView(instruments: SampleTape.header.instruments)

  private mutating func apply(
    _ payload: EventPayload, at time: Timestamp = 1, to instrument: InstrumentID? = 1
  ) {
    view.apply(Event(sequence: 1, time: time, instrument: instrument, payload: payload))
  }

  private func level(
    _ side: Side, _ price: Price, _ quantity: Quantity, isLast: Bool = true
  ) -> EventPayload {
    .bookUpdate(
      BookUpdate(action: .set, side: side, price: price, quantity: quantity, isLast: isLast))
  }

  @Test mutating func `books, prints and rules are each instrument's own`() throws {
    apply(level(.buy, 99, 5))
    apply(level(.sell, 101, 7), to: 2)
    apply(.trade(Trade(trade: 1, price: 100, quantity: 3, aggressor: .sell)), at: 8)
    let rules = SampleTape.rules(tick: 5, lot: 10)
    apply(.instrument(rules), to: 2)
    #expect(view.bestPrices(1).bid?.price == 99 && view.bestPrices(1).ask == nil)
    #expect(view.bestPrices(2).ask?.quantity == 7 && view.bestPrices(2).bid == nil)
    #expect(view.lastTrade(1)?.time == 8 && view.lastTrade(1)?.aggressor == .sell)
    #expect(view.lastTrade(2) == nil)
    #expect(view.rules(2) == rules && view.rules(1) == view.instruments[0].rules)
    #expect(view.book(1).quantity(.buy, at: 99) == 5)
    #expect(view.instrument(2)?.symbol == "BTCUSDT")
  }

  @Test mutating func `what is not known is empty, and changes nothing`() {
    let before = view.encoded()
    for unknown in [0, 3, nil] as [InstrumentID?] {
      apply(level(.buy, 99, 5), to: unknown)
      apply(.trade(Trade(trade: 1, price: 100, quantity: 3)), to: unknown)
      apply(.instrument(.unrestricted), to: unknown)
    }
    #expect(view.encoded() == before)
    #expect(view.bestPrices(3).bid == nil && view.lastTrade(3) == nil && view.instrument(0) == nil)
    #expect(view.rules(3) == .unrestricted && !view.isSettled(3))
    #expect(view.book(3).bestBid == nil)
  }

  @Test mutating func `in the middle of a message the book is not to be read`() {
    #expect(view.isSettled(1))
    apply(level(.buy, 99, 5, isLast: false))
    #expect(!view.isSettled(1) && view.isSettled(2))
    apply(level(.sell, 101, 5))
    #expect(view.isSettled(1))
  }

  @Test
  mutating func
    `INV-STRATEGY-3: a market view saved at any event and read back goes on as it would have`()
    throws
  {
    var random = RandomStream(masterSeed: TestRun.seed, name: "market view")
    for step in 0..<200 {
      let instrument = InstrumentID(UInt32(1 + random.bounded(2)))
      let price = Price(integerLiteral: random.integer(in: 90...110))
      let quantity = Quantity(integerLiteral: random.integer(in: 0...3))
      switch random.bounded(4) {
      case 0: apply(.trade(Trade(trade: 1, price: price, quantity: 1)), to: instrument)
      case 1:
        apply(.instrument(SampleTape.rules(tick: 1, lot: quantity + 1)), to: instrument)
      default:  // open set: numbers
        let side: Side = random.bounded(2) == 0 ? .buy : .sell
        apply(level(side, price, quantity, isLast: random.bounded(3) > 0), to: instrument)
      }
      var reader = ByteReader(view.encoded())
      let back = try MarketView(decoding: &reader)
      try reader.finish()
      #expect(back.encoded() == view.encoded(), "SEED=\(TestRun.seed) step \(step)")
      if step % 2 == 0 { view = back }
      if step == 20 { expectSound(MarketView.self, view.encoded()) }
    }
  }
}
