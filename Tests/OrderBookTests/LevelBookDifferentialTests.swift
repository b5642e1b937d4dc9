import Core
import OrderBook
import Samples
import Testing

/// Where the level book first differs from the plain list, and in what; nil where it never does.
private func difference(
  seed: UInt64, _ prices: RandomMarketData.Prices, isByOrder: Bool, lines: Int
) throws -> String? {
  var random = RandomMarketData(seed: seed, prices, isByOrder: isByOrder)
  var sequencer = Sequencer()
  var book = LevelBook(instrument: 1)
  var plain = PlainLevels()
  for number in 0..<lines {
    let payload = random.next()
    book.apply(sequencer.stamp(payload, at: .zero, instrument: InstrumentID(1)))
    plain.apply(payload)
    let place = "line \(number), \(payload)"
    for side in [Side.buy, .sell] {
      let levels = plain.depth(side)
      if book.depth(side) != levels { return "\(place): \(book.depth(side)), not \(levels)" }
      if book.depth(side, levels: 2) != Array(levels.prefix(2)) { return "\(place): two levels" }
      let best = side == .buy ? book.bestBid : book.bestAsk
      if best != levels.first { return "\(place): best" }
      if book.levelCount(side) != levels.count { return "\(place): count" }
      for level in levels where book.quantity(side, at: level.price) != level.quantity {
        return "\(place): quantity"
      }
    }
    for id in 0..<UInt64(40) where !plain.has(OrderID(id), book.order(OrderID(id))) {
      return "\(place): order \(id)"
    }
    if book.oddities != plain.oddities { return "\(place): \(book.oddities)" }
  }
  return nil
}

@Test(arguments: RandomMarketData.Prices.allCases, [false, true])
func `a recorded book is what a plain list of levels and orders makes of any lines`(
  prices: RandomMarketData.Prices, isByOrder: Bool
) throws {
  for seed in TestRun.seeds(3) {
    let difference = try difference(seed: seed, prices, isByOrder: isByOrder, lines: 300)
    #expect(difference == nil, "SEED=\(seed)")
  }
}
