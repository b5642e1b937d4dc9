internal import Core

/// What a tape of our own venue has said of orders that are not (yet) in the book.
struct ReportedOrders: Sendable {
  /// A new order that has not been answered; how often, since tapes can carry duplicates.
  private struct Request: BitwiseCopyable, Sendable {
    let order: NewOrder
    var count: Int
  }

  /// What makes an order to come different.
  struct Announcement: BitwiseCopyable, Sendable {
    var isHeld = false
    /// How much of it is shown at a time; zero shows all.
    var display = Quantity.zero
  }

  /// What an order shows at a time, and what of it is not shown now.
  struct Reserve: BitwiseCopyable, Sendable {
    var display: Quantity
    var hidden: Quantity
  }

  private var requests = IdentifierMap<Request>()
  /// Accepted orders that cannot rest, until they are filled or expire.
  private var passing = IdentifierMap<Bool>()
  /// What terms and groups say of orders that have not been taken in yet.
  private var announced = IdentifierMap<Announcement>()
  /// Orders that were taken in and wait for a print or their entry.
  private var held = IdentifierMap<NewOrder>()
  /// What orders at their levels do not show.
  private var reserves = IdentifierMap<Reserve>()
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

  mutating func announce(_ terms: OrderTerms) {
    var announcement = announced[terms.id.rawValue] ?? Announcement()
    if terms.trigger != .none { announcement.isHeld = true }
    announcement.display = terms.display ?? .zero
    if announcement.isHeld || announcement.display > .zero {
      announced[terms.id.rawValue] = announcement
    }
  }

  /// The legs of a bracket wait for their entry.
  mutating func announce(_ group: OrderGroup) {
    guard case .bracket = group.link else { return }
    for id in [group.id, group.other] where held[id.rawValue] == nil {
      var announcement = announced[id.rawValue] ?? Announcement()
      announcement.isHeld = true
      announced[id.rawValue] = announcement
    }
  }

  /// Keeps an order that was taken in if it has to wait; false when it does not. What it shows is
  /// known from then on.
  mutating func hold(_ order: NewOrder) -> Bool {
    guard let announcement = announced[order.id.rawValue] else { return false }
    announced[order.id.rawValue] = nil
    if announcement.display > .zero {
      reserves[order.id.rawValue] = Reserve(display: announcement.display, hidden: .zero)
    }
    if announcement.isHeld { held[order.id.rawValue] = order }
    return announcement.isHeld
  }

  /// An order waits no longer; nil where it did not.
  mutating func release(_ id: OrderID) -> NewOrder? {
    guard let order = held[id.rawValue] else { return nil }
    held[id.rawValue] = nil
    return order
  }

  /// Changes an order that waits; false where it does not.
  mutating func amendHeld(_ id: OrderID, _ price: Price?, _ quantity: Quantity) -> Bool {
    guard var order = held[id.rawValue] else { return false }
    if let price { order.type = .limit(price) }
    order.quantity = quantity
    held[id.rawValue] = order
    return true
  }

  func hasReserve(_ id: OrderID) -> Bool { reserves[id.rawValue] != nil }

  mutating func forgetReserve(_ id: OrderID) { reserves[id.rawValue] = nil }

  /// How much an order shows of `remaining` when it joins a queue.
  mutating func show(_ id: OrderID, of remaining: Quantity) -> Quantity {
    guard var reserve = reserves[id.rawValue] else { return remaining }
    let shown = min(reserve.display, remaining)
    reserve.hidden = remaining - shown
    reserves[id.rawValue] = reserve
    return shown
  }

  /// What an order has left that shows this much.
  func remaining(_ id: OrderID, showing shown: Quantity) -> Quantity {
    shown + (reserves[id.rawValue]?.hidden ?? .zero)
  }

  /// An order has less left; what it does not show goes first. Answers what it shows.
  mutating func shrink(
    _ id: OrderID, showing shown: Quantity, to remaining: Quantity
  ) -> Quantity {
    guard var reserve = reserves[id.rawValue] else { return remaining }
    reserve.hidden = max(shown, remaining) - shown
    reserves[id.rawValue] = reserve
    return min(shown, remaining)
  }

  mutating func noteTrade() { awaitedFills += 2 }

  mutating func noteFill() { awaitedFills = max(0, awaitedFills - 1) }

  mutating func pass(_ id: OrderID) { passing[id.rawValue] = true }

  func isPassing(_ id: OrderID) -> Bool { passing[id.rawValue] != nil }

  mutating func forget(_ id: OrderID) { passing[id.rawValue] = nil }
}

extension ReportedOrders: Persistable {
  /// Whether the tape has said nothing that still matters.
  var isEmpty: Bool {
    requests.count == 0 && passing.count == 0 && awaitedFills == 0 && announced.count == 0
      && held.count == 0 && reserves.count == 0
  }

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
    encodeTerms(into: &writer)
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
    try readTerms(from: &reader)
  }

  private func encodeTerms(into writer: inout ByteWriter) {
    writer.append(announced.count)
    for id in announced.sortedKeys() {
      writer.append(id)
      writer.append(announced[id]?.isHeld ?? false)
      writer.append(announced[id]?.display ?? .zero)
    }
    writer.append(held.count)
    for id in held.sortedKeys() {
      if let order = held[id] { EventPayload.newOrder(order).encode(into: &writer) }
    }
    writer.append(reserves.count)
    for id in reserves.sortedKeys() {
      writer.append(id)
      writer.append(reserves[id]?.display ?? .zero)
      writer.append(reserves[id]?.hidden ?? .zero)
    }
  }

  private mutating func readTerms(from reader: inout ByteReader) throws(StateDecodingError) {
    var last: UInt64?
    for _ in 0..<(try reader.count(minimumSize: 17)) {
      let id = try reader.word()
      guard last.map({ id > $0 }) ?? true else { throw reader.invalid("announced id") }
      announced[id] = Announcement(
        isHeld: try reader.flag(), display: try Quantity(decoding: &reader))
      last = id
    }
    last = nil
    for _ in 0..<(try reader.count(minimumSize: 8)) {
      guard case .newOrder(let order) = try EventPayload(decoding: &reader),
        last.map({ order.id.rawValue > $0 }) ?? true
      else { throw reader.invalid("held order") }
      held[order.id.rawValue] = order
      last = order.id.rawValue
    }
    last = nil
    for _ in 0..<(try reader.count(minimumSize: 24)) {
      let id = try reader.word()
      let reserve = Reserve(
        display: try Quantity(decoding: &reader), hidden: try Quantity(decoding: &reader))
      guard last.map({ id > $0 }) ?? true, reserve.display > .zero else {
        throw reader.invalid("reserve")
      }
      reserves[id] = reserve
      last = id
    }
  }
}
