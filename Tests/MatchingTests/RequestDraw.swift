import Core
import Matching
import OrderBook
import Samples

/// Random requests of one gateway: its own orders at few prices, some of them cancelled or amended.
struct RequestDraw {
  private var random: RandomStream
  private let gateway: UInt64
  private var issued: UInt64 = 0

  init(seed: UInt64, gateway: UInt64 = 1) {
    random = RandomStream(masterSeed: seed, name: "gateway \(gateway)")
    self.gateway = gateway
  }

  private var owner: PartyID { PartyID(UInt32(gateway)) }

  private func id(_ number: UInt64) -> OrderID { OrderID(gateway << 32 | number) }

  mutating func next() -> MatchingRequest {
    let instrument = SampleTape.header.instruments[Int(random.bounded(2))].id
    let price = Price(integerLiteral: random.integer(in: 9_990...10_010))
    let quantity = Quantity(integerLiteral: random.integer(in: 1...20))
    let known = id(1 + random.bounded(max(1, issued)))
    switch random.bounded(10) {
    case 0, 1, 2:
      return MatchingRequest(
        .cancel(Cancel(id: known, owner: owner, reason: .requested)), of: instrument)
    case 3:
      let amend = Amend(id: known, owner: owner, price: price, quantity: quantity)
      return MatchingRequest(.amend(amend), of: instrument)
    default:
      issued += 1
      let order = NewOrder(
        id: id(issued), owner: owner, side: random.bounded(2) == 0 ? .buy : .sell,
        type: .limit(price), quantity: quantity)
      return MatchingRequest(.newOrder(order), of: instrument)
    }
  }
}

extension MatchingEngine {
  /// An engine with free rules, so that prices and quantities are plain numbers.
  static var free: MatchingEngine {
    var engine = MatchingEngine(SampleTape.header.instruments)
    var none: [EventPayload] = []
    for instrument in engine.instruments {
      engine.handle(.instrument(SampleTape.freeRules), instrument: instrument, into: &none)
    }
    return engine
  }

  /// What the loop must report to one request.
  mutating func reports(to request: MatchingRequest, number: UInt64) -> [EventPayload] {
    var reports: [EventPayload] = []
    handle(request.payload, instrument: request.instrument, into: &reports)
    return reports
  }
}
