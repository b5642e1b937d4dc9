public import Core

extension OrderRegister: Persistable {
  /// Writes the orders by id, so that two registers that know the same encode alike, whatever the
  /// order in which they learned it.
  /// - Complexity: O(n log n).
  public func encode(into writer: inout ByteWriter) {
    writer.append(counters)
    let orders = live.sorted { $0.lifecycle.id < $1.lifecycle.id }
    writer.append(orders.map { SavedOrder($0, waiting[$0.lifecycle.id.rawValue]) })
    writer.append(finished.map(\.lifecycle).sorted { $0.id < $1.id })
    writer.append(openImmediates)
    writer.append(announced.count)
    for id in announced.sortedKeys() {
      guard let announcement = announced[id] else { continue }
      writer.append(id)
      writer.append(announcement.owner)
      writer.append(announcement.conditions.rawValue)
    }
    writer.append(calls)
  }

  /// Reads the orders back; an id that comes twice, or out of order, is refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    counters = try OrderCounters(decoding: &reader)
    var last: OrderID?
    for saved in try reader.array(of: SavedOrder.self) {
      let id = saved.order.lifecycle.id
      guard last.map({ $0 < id }) ?? true else { throw reader.invalid("live order id") }
      last = id
      add(saved.order)
      if saved.order.hasWaiting { waiting[id.rawValue] = saved.waiting }
    }
    last = nil
    for lifecycle in try reader.array(of: OrderLifecycle.self) {
      let id = lifecycle.id
      guard last.map({ $0 < id }) ?? true, liveSlot(of: id) == nil,
        lifecycle.conditions.isEmpty, let over = FinishedOrder(lifecycle)
      else { throw reader.invalid("finished order id") }
      last = id
      add(over, id: id)
    }
    openImmediates = try reader.array(of: OrderID.self)
    guard openImmediates.allSatisfy({ liveSlot(of: $0) != nil }) else {
      throw reader.invalid("open order id")
    }
    try readConditions(from: &reader)
    guard agreesWithCounters else { throw reader.invalid("order counters") }
  }

  private mutating func readConditions(from reader: inout ByteReader) throws(StateDecodingError) {
    var last: UInt64?
    for _ in 0..<(try reader.count(minimumSize: 13)) {
      let id = try reader.word()
      let announcement = Announcement(
        owner: try PartyID(decoding: &reader),
        conditions: OrderConditions(rawValue: try reader.byte()))
      guard last.map({ $0 < id }) ?? true, announcement.conditions.isSubset(of: .all),
        !announcement.conditions.isEmpty
      else { throw reader.invalid("announced order") }
      last = id
      announced[id] = announcement
    }
    for instrument in try reader.array(of: InstrumentID.self) {
      guard calls.last.map({ $0.rawValue < instrument.rawValue }) ?? true else {
        throw reader.invalid("instrument in a call")
      }
      calls.append(instrument)
    }
  }

  /// Whether the counters tell of as many orders as there are.
  private var agreesWithCounters: Bool {
    var counted = OrderCounters()
    for order in finished { counted.countMove(from: .new, to: order.lifecycle.state.phase) }
    return counters.submitted == UInt64(live.count) + UInt64(finished.count)
      && counters.filled == counted.filled && counters.cancelled == counted.cancelled
      && counters.rejected == counted.rejected && counters.expired == counted.expired
  }
}

/// A live order with what waits behind it, as it is saved.
private struct SavedOrder: Persistable {
  var order: LiveOrder
  let waiting: WaitingRequests

  init(_ order: LiveOrder, _ waiting: WaitingRequests?) {
    self.order = order
    self.waiting = waiting ?? WaitingRequests()
  }

  func encode(into writer: inout ByteWriter) {
    writer.append(order.lifecycle)
    writer.append(order.instrument)
    writer.append(waiting)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let lifecycle = try OrderLifecycle(decoding: &reader)
    guard !lifecycle.state.isFinal else { throw reader.invalid("live order") }
    order = LiveOrder(lifecycle, instrument: try reader.optional(InstrumentID.self))
    waiting = try WaitingRequests(decoding: &reader)
    order.hasWaiting = !waiting.isEmpty
  }
}
