import Core
import Workloads

/// A tape with the mix of lines that a matching run writes, made from a common workload.
///
/// Requests are the workload's own, in its order; after each stands the venue's answer, and after
/// every fourth order a trade with its two fills. That answers follow a pattern instead of a book
/// keeps this tape the same whatever book or simulator the package has: codecs read lines, not
/// markets.
struct WorkloadTape {
  private(set) var header = TapeHeader(seed: 42)
  private(set) var events: [Event] = []
  private let instrument: InstrumentID?
  private let owner = PartyID(1)

  init(_ workload: Workload) {
    header.seed = workload.seed
    instrument = Self.define(in: &header)
    _ = header.parties.add("maker")
    for record in workload.records { append(record) }
  }

  /// The whole tape as text.
  func text() throws(TapeWritingError) -> [UInt8] {
    var writer = TapeWriter(header)
    var text: [UInt8] = []
    writer.begin(into: &text)
    var line: [UInt8] = []
    for event in events {
      line.removeAll(keepingCapacity: true)
      try writer.write(event, into: &line)
      text += line
    }
    writer.finish(into: &text)
    return text
  }

  private static func define(in header: inout TapeHeader) -> InstrumentID? {
    guard let scale = DecimalScale(digits: 2) else { return nil }
    return header.addInstrument(
      symbol: "LOBW", priceScale: scale, quantityScale: .whole, currency: "USD",
      rules: .unrestricted)
  }

  private mutating func append(_ record: WorkloadRecord) {
    let id = OrderID(record.id)
    switch record.operation {
    case .cancel:
      append(.cancel(Cancel(id: id, owner: owner, reason: .requested)), from: owner)
      append(.reject(Reject(id: id, owner: owner, request: .cancel, reason: .unknownOrder)))
    case .limitOrder:
      guard
        let price = Price(rawValue: Int64(record.price)),
        let quantity = Quantity(rawValue: Int64(record.quantity))
      else { return }
      let side: Side = record.side == .buy ? .buy : .sell
      append(
        .newOrder(
          NewOrder(id: id, owner: owner, side: side, type: .limit(price), quantity: quantity)),
        from: owner)
      append(.accepted(Accepted(id: id, owner: owner)))
      if record.id % 4 == 0 { appendTrade(id, side, price, quantity) }
    }
  }

  private mutating func appendTrade(
    _ taker: OrderID, _ side: Side, _ price: Price, _ quantity: Quantity
  ) {
    let trade = TradeID(taker.rawValue / 4)
    let maker = OrderID(taker.rawValue - 1)
    append(
      .trade(
        Trade(
          trade: trade, price: price, quantity: quantity, aggressor: side, maker: maker,
          taker: taker)))
    for (id, side, liquidity) in [
      (maker, side.opposite, Liquidity.maker), (taker, side, Liquidity.taker),
    ] {
      append(
        .fill(
          Fill(
            id: id, owner: owner, side: side, price: price, quantity: quantity, remaining: .zero,
            number: 1, trade: trade, liquidity: liquidity)))
    }
  }

  /// A microsecond and a bit between events, from 2023-11-14 on.
  private mutating func append(_ payload: EventPayload, from source: PartyID = .venue) {
    let number = events.count + 1
    let nanos = 1_700_000_000_000_000_000 + Int64(number) * 1_237
    guard let time = Timestamp(nanoseconds: nanos) else { return }
    events.append(
      Event(
        sequence: TapeSequence(UInt64(number)), time: time, source: source, instrument: instrument,
        payload: payload))
  }
}
