import Core
import Strategy

/// Buys ten, once, when a print is a hundredth below the first one.
struct DipBuyer: Strategy {
  var first: Price?
  var hasBought = false

  var interests: StrategyInterests { .trades }

  mutating func onEvent(
    _ event: Event, _ market: borrowing MarketView, _ desk: inout StrategyDesk
  ) {
    guard case .trade(let trade) = event.payload, let instrument = event.instrument else { return }
    let reference = first ?? trade.price
    first = reference
    guard !hasBought, trade.price.rawValue * 100 <= reference.rawValue * 99,
      let ten = Quantity(rawValue: 10)
    else { return }
    hasBought = desk.take(instrument, .buy, ten, slippage: 1, market) != nil
  }
}

extension DipBuyer: Persistable {
  func encode(into writer: inout ByteWriter) {
    writer.append(first)
    writer.append(hasBought)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    first = try reader.optional(Price.self)
    hasBought = try reader.flag()
  }
}
