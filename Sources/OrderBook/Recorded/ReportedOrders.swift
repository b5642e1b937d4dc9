internal import Core

/// What a tape of our own venue has said of orders that are not (yet) in the book.
struct ReportedOrders: Sendable {
  /// A new order that has not been answered; how often, since tapes can carry duplicates.
  private struct Request: BitwiseCopyable, Sendable {
    let order: NewOrder
    var count: Int
  }

  private var requests = IdentifierMap<Request>()
  /// Accepted orders that cannot rest, until they are filled or expire.
  private var passing = IdentifierMap<Bool>()
  /// Fills that the trades so far still owe: two each.
  private(set) var awaitedFills = 0

  /// Notes a request; of several with one id, the first says what was asked.
  mutating func ask(_ order: NewOrder) {
    let earlier = requests[order.id.rawValue]
    requests[order.id.rawValue] = Request(
      order: earlier?.order ?? order, count: (earlier?.count ?? 0) + 1)
  }

  /// Answers one request; nil when there was none.
  mutating func answer(_ id: OrderID) -> NewOrder? {
    guard var request = requests[id.rawValue] else { return nil }
    request.count -= 1
    requests[id.rawValue] = request.count > 0 ? request : nil
    return request.order
  }

  /// A request that waits for its answer.
  func request(_ id: OrderID) -> NewOrder? { requests[id.rawValue]?.order }

  mutating func noteTrade() { awaitedFills += 2 }

  mutating func noteFill() { awaitedFills = max(0, awaitedFills - 1) }

  mutating func pass(_ id: OrderID) { passing[id.rawValue] = true }

  func isPassing(_ id: OrderID) -> Bool { passing[id.rawValue] != nil }

  mutating func forget(_ id: OrderID) { passing[id.rawValue] = nil }
}

extension ReportedOrders: Persistable {
  /// Whether the tape has said nothing that still matters.
  var isEmpty: Bool { requests.count == 0 && passing.count == 0 && awaitedFills == 0 }

  /// Writes requests and passing orders by id.
  func encode(into writer: inout ByteWriter) {
    writer.append(requests.count)
    for id in requests.sortedKeys() {
      guard let request = requests[id] else { continue }
      writer.append(id)
      writer.append(request.count)
      EventPayload.newOrder(request.order).encode(into: &writer)
    }
    writer.append(passing.sortedKeys().map { OrderID($0) })
    writer.append(awaitedFills)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    var last: UInt64?
    for _ in 0..<(try reader.count(minimumSize: 17)) {
      let id = try reader.word()
      guard last.map({ id > $0 }) ?? true else { throw reader.invalid("request id") }
      let count = try reader.index()
      guard count > 0 else { throw reader.invalid("request count") }
      guard case .newOrder(let order) = try EventPayload(decoding: &reader),
        order.id.rawValue == id
      else { throw reader.invalid("request") }
      requests[id] = Request(order: order, count: count)
      last = id
    }
    last = nil
    for _ in 0..<(try reader.count(minimumSize: 8)) {
      let id = try reader.word()
      guard last.map({ id > $0 }) ?? true else { throw reader.invalid("passing id") }
      passing[id] = true
      last = id
    }
    awaitedFills = try reader.index()
  }
}
