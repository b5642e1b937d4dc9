import HarnessABI
import HarnessAdapter
import Testing

/// The engine as the harness sees it: through its C functions, over the queue that the engine brings.
@Suite(.serialized) struct EntranceTests {
  /// What a session said, one short line a report.
  private static func session(_ body: () -> Void) -> [String] {
    // SAFETY: the table and the queue are the engine's own and used as the harness uses them.
    let found = unsafe engineGetTransport()
    guard let transport = unsafe found else { return [] }
    let queue = unsafe transport.pointee.create(1024)
    unsafe engineInit(7, transport, queue)
    body()
    engineFlush()
    var reports = [harness_report](repeating: harness_report(), count: 64)
    let count = unsafe reports.withUnsafeMutableBufferPointer {
      unsafe transport.pointee.drain(queue, $0.baseAddress, 64)
    }
    engineShutdown()
    unsafe transport.pointee.destroy(queue)
    return reports.prefix(Int(count)).map(line)
  }

  private static func line(_ it: harness_report) -> String {
    let place = "\(it.side == 0 ? "buy" : "sell") \(it.price_ticks)"
    return switch Int(it.type) {
    case harness_order_ack: "\(it.sequence_number) ack \(it.order_id) \(place) \(it.quantity)"
    case harness_trade:
      "\(it.sequence_number) trade \(it.price_ticks) \(it.quantity) "
        + "\(it.maker_order_id) \(it.taker_order_id)"
    case harness_cancel_ack: "\(it.sequence_number) out \(it.order_id) \(place)"
    case harness_modify_ack: "\(it.sequence_number) moved \(it.order_id) \(place) \(it.quantity)"
    case harness_cancel_reject: "\(it.sequence_number) no cancel \(it.order_id)"
    case harness_modify_reject: "\(it.sequence_number) no modify \(it.order_id)"
    default: "?"
    }
  }

  private static func order(
    _ id: UInt64, at sequence: UInt64, side: UInt8, price: Int64, quantity: UInt32,
    isImmediate: Bool = false
  ) {
    var order = harness_new_order()
    (order.order_id, order.sequence_number, order.side) = (id, sequence, side)
    (order.price_ticks, order.quantity) = (price, quantity)
    order.is_immediate_or_cancel = isImmediate ? 1 : 0
    // SAFETY: read during the call only.
    unsafe withUnsafePointer(to: order) { unsafe engineOnNewOrder($0) }
  }

  private static func cancel(_ id: UInt64, at sequence: UInt64) {
    let request = harness_cancel(order_id: id, sequence_number: sequence)
    // SAFETY: read during the call only.
    unsafe withUnsafePointer(to: request) { unsafe engineOnCancel($0) }
  }

  private static func modify(
    _ id: UInt64, at sequence: UInt64, side: UInt8, price: Int64, quantity: UInt32
  ) {
    var request = harness_modify()
    (request.order_id, request.sequence_number, request.side) = (id, sequence, side)
    (request.price_ticks, request.quantity) = (price, quantity)
    // SAFETY: read during the call only.
    unsafe withUnsafePointer(to: request) { unsafe engineOnModify($0) }
  }

  @Test func `each message brings the reports that the harness asks for`() {
    let reports = Self.session {
      Self.order(1, at: 1, side: 1, price: 101, quantity: 5)
      Self.order(2, at: 2, side: 1, price: 101, quantity: 5)
      Self.order(3, at: 3, side: 0, price: 100, quantity: 4)
      Self.modify(1, at: 4, side: 1, price: 101, quantity: 6)  // behind order 2 from here on
      Self.order(4, at: 5, side: 0, price: 102, quantity: 20, isImmediate: true)
      Self.cancel(3, at: 6)
      Self.cancel(3, at: 7)
      Self.modify(2, at: 8, side: 1, price: 99, quantity: 1)
    }
    #expect(
      reports == [
        "1 ack 1 sell 101 5", "2 ack 2 sell 101 5", "3 ack 3 buy 100 4", "4 moved 1 sell 101 6",
        "5 ack 4 buy 102 20", "5 trade 101 5 2 4", "5 trade 101 6 1 4", "5 out 4 buy 102",
        "6 out 3 buy 100", "7 no cancel 3", "8 no modify 2",
      ])
  }

  @Test func `the audit reads best prices and what rests at a price`() {
    var answers: [Int64] = []
    _ = Self.session {
      answers += [engineQueryBestBid(), engineQueryBestAsk()]
      Self.order(1, at: 1, side: 0, price: 99, quantity: 5)
      Self.order(2, at: 2, side: 0, price: 99, quantity: 6)
      Self.order(3, at: 3, side: 1, price: 103, quantity: 7)
      answers += [engineQueryBestBid(), engineQueryBestAsk()]
      answers += [Int64(engineQueryDepthAt(99, 0)), Int64(engineQueryDepthAt(99, 1))]
    }
    #expect(answers == [.min, .max, 99, 103, 11, 0])
  }
}
