import Core
import HostIO
import LogHost
import Node
import Venue
import WAL

/// A venue's log for restarts to be timed on: a snapshot with so many live orders, and so many
/// requests behind it.
///
/// Orders rest on a thousand prices of one symbol; of three requests behind the snapshot one joins,
/// one cancels one of the latest that joined, and one crosses the spread and trades as much as joins:
/// the book keeps its size.
struct WrittenLog {
  private let liveOrders: Int
  private let tail: Int
  private var random = RandomStream(masterSeed: 42, name: "restart")
  private var sequence: UInt64 = 0
  /// The orders that joined last, in a ring.
  private var latest: [UInt64] = []
  private var instrument = InstrumentID(1)
  private var header = TapeHeader(seed: 42)

  init(liveOrders: Int, tail: Int) {
    self.liveOrders = liveOrders
    self.tail = tail
    if let id = header.addInstrument(
      symbol: "ACME", priceScale: .whole, quantityScale: .whole, currency: "USD",
      rules: .unrestricted)
    {
      instrument = id
    }
    for owner in 1...8 { _ = header.parties.add("owner-\(owner)") }
  }

  /// Writes the log; `DIR` must not hold one.
  mutating func write(to path: String) throws {
    let opening = VenueOpening(header: header)
    let log = try LogCatalog(path: path, for: .writing, machine: VenueMachine())
    guard log.recovered.end == nil, let settings = opening.logSettings else {
      throw BadInput("\(path): there is a log already")
    }
    var node = try log.begin(settings, policy: .never)
    try node.receive(.opened(opening))
    var reports: [VenueReport] = []
    for number in 0..<liveOrders { try take(resting(number), &node, &reports) }
    try node.compact { _ in }
    for number in 0..<tail { try take(request(number), &node, &reports) }
    try node.close(into: &reports) { _ in }
  }

  private func take(
    _ payload: EventPayload?, _ node: inout HostedNode<VenueMachine>,
    _ reports: inout [VenueReport]
  ) throws {
    guard let payload else { return }
    let event = Event(
      sequence: TapeSequence(sequence), time: Timestamp(nanoseconds: Int64(sequence)) ?? .zero,
      source: payload.owner ?? .venue, instrument: instrument, payload: payload)
    try node.receive(.request(event, verdict: nil))
    guard sequence % 2_048 == 0 else { return }
    try node.settle(into: &reports) { _ in }
    reports.removeAll(keepingCapacity: true)
  }

  /// An order that joins a side without crossing it.
  private mutating func resting(_ number: Int) -> EventPayload? {
    let side: Side = number % 2 == 0 ? .buy : .sell
    let away = Int64(random.bounded(500)) + 1
    let order = order(side, side == .buy ? 10_000 - away : 10_000 + away, 1 + random.bounded(100))
    if latest.count < 64 { latest.append(sequence) } else { latest[number % 64] = sequence }
    return order
  }

  private mutating func request(_ number: Int) -> EventPayload? {
    switch number % 3 {
    case 0: return resting(number)
    case 1:
      guard !latest.isEmpty else { return resting(number) }
      let id = latest[Int(random.bounded(UInt64(latest.count)))]
      sequence += 1
      return .cancel(Cancel(id: OrderID(id), owner: owner(of: id), reason: .requested))
    default:  // open set: integers
      return order(number % 2 == 0 ? .buy : .sell, number % 2 == 0 ? 10_020 : 9_980, 50)
    }
  }

  private mutating func order(_ side: Side, _ price: Int64, _ quantity: UInt64) -> EventPayload? {
    sequence += 1
    guard let price = Price(rawValue: price), let quantity = Quantity(rawValue: Int64(quantity))
    else { return nil }
    return .newOrder(
      NewOrder(
        id: OrderID(sequence), owner: owner(of: sequence), side: side, type: .limit(price),
        quantity: quantity))
  }

  private func owner(of id: UInt64) -> PartyID { PartyID(UInt32(id % 8) + 1) }
}
