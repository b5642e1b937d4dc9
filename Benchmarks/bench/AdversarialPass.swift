import Core
import Measurement
import OrderBook
import Workloads

/// Requests made to hurt: every order opens a level of its own, mostly worse than all before it, at
/// prices across the whole legal range; a quarter of the ids collide under the book's usual seed; then
/// all leave in an order that jumps between the ends. An operation is one request.
///
/// The verifying pass compares the book's state with the reference book's after every quarter.
struct AdversarialPass: TimedBenchmarkPass, ~Copyable {
  private let requests: [EventPayload]
  private var book = FastBook(
    instrument: InstrumentID(1), quantityScale: .whole, rules: .unrestricted)
  private var trades = TradeTally(hashing: false)

  static var benchmark: Benchmark {
    Benchmark(
      name: "book.fast.adversarial",
      prepare: { requests(levels: $0 == .full ? 20_000 : 400) },
      timedPass: { AdversarialPass(requests: $0) })
  }

  private init(requests: [EventPayload]) { self.requests = requests }

  var operationCount: Int { requests.count }

  mutating func run() -> UInt64 {
    for request in requests { apply(request) }
    return mark
  }

  mutating func run(timing timer: inout OperationTimer) -> UInt64 {
    for request in requests {
      let start = timer.begin()
      apply(request)
      timer.end(start)
    }
    return mark
  }

  mutating func verify() throws(WrongResult) -> UInt64 {
    var reference = ReferenceBook(
      instrument: InstrumentID(1), quantityScale: .whole, rules: .unrestricted)
    var reports: [EventPayload] = []
    var hash = TraceHash()
    for (number, request) in requests.enumerated() {
      apply(request)
      reports.removeAll(keepingCapacity: true)
      if case .newOrder(let order) = request { reference.submit(order, into: &reports) }
      if case .cancel(let cancel) = request { reference.cancel(cancel, into: &reports) }
      guard (number + 1) % (requests.count / 4) == 0 else { continue }
      let (expected, found) = (reference.stateHash, book.stateHash)
      guard expected == found else {
        throw WrongResult(expected: "state \(expected)", found: "state \(found)")
      }
      hash.fold(found)
    }
    return hash.value
  }

  private mutating func apply(_ request: EventPayload) {
    if case .newOrder(let order) = request { book.submit(order, into: &trades) }
    if case .cancel(let cancel) = request { book.cancel(cancel, into: &trades) }
  }

  private var mark: UInt64 { UInt64(book.liveOrderCount) &* 31 &+ trades.trades }

  private static func requests(levels: Int) -> [EventPayload] {
    let ids = CollidingIdentifiers.some(levels / 4)
    let owner = PartyID(1)
    var requests: [EventPayload] = []
    for number in 0..<levels {
      // Away from the middle by steps that no table of neighbouring ticks covers.
      let distance = Int64(number / 2 + 1) * (Price.magnitudeLimit / Int64(levels))
      let isBid = number % 2 == 0
      guard let price = Price(rawValue: isBid ? -distance : distance),
        let quantity = Quantity(rawValue: 1)
      else { continue }
      let id = number % 4 == 0 ? ids[number / 4] : UInt64(number) << 40
      requests.append(
        .newOrder(
          NewOrder(
            id: OrderID(id), owner: owner, side: isBid ? .buy : .sell, type: .limit(price),
            quantity: quantity)))
    }
    // A stride without a common factor with the count visits all, far apart.
    for number in 0..<levels {
      guard case .newOrder(let order) = requests[number * 7919 % levels] else { continue }
      requests.append(.cancel(Cancel(id: order.id, owner: owner, reason: .requested)))
    }
    return requests
  }
}
