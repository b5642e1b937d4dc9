import Core
import Measurement
import OrderBook
import Workloads

/// Reads both best prices of a book that holds ten thousand orders; an operation is one reading.
///
/// Between readings an order joins the best bid or leaves it, so that no reading can be moved out
/// of the loop; that request is part of the timed work.
struct TopOfBookPass<Book: OrderMatching & ~Copyable>: TimedBenchmarkPass, ~Copyable {
  private var book: Book
  private var reports: [EventPayload] = []
  private var nextID: UInt64 = 1
  private let readings: Int

  init(readings: Int, _ book: consuming Book) {
    self.book = book
    self.readings = readings
    for offset in 0..<5000 {
      rest(.buy, 30_000 - Int64(offset % 500))
      rest(.sell, 30_001 + Int64(offset % 500))
    }
  }

  var operationCount: Int { readings }

  mutating func run() -> UInt64 {
    var mark: UInt64 = 0
    for number in 0..<readings {
      if number & 1023 == 0 { rest(.buy, 30_000) }
      mark = mark &* 31 &+ reading
    }
    return mark
  }

  mutating func run(timing timer: inout OperationTimer) -> UInt64 {
    var mark: UInt64 = 0
    for number in 0..<readings {
      if number & 1023 == 0 { rest(.buy, 30_000) }
      let start = timer.begin()
      let reading = reading
      timer.end(start)
      mark = mark &* 31 &+ reading
    }
    return mark
  }

  private var reading: UInt64 {
    let bid = book.bestBid
    let ask = book.bestAsk
    return UInt64(bitPattern: bid?.price.rawValue ?? 0) &+ UInt64(bid?.orderCount ?? 0)
      &+ UInt64(bitPattern: ask?.quantity.rawValue ?? 0)
  }

  private mutating func rest(_ side: Side, _ price: Int64) {
    guard let price = Price(rawValue: price), let quantity = Quantity(rawValue: 10) else { return }
    reports.removeAll(keepingCapacity: true)
    book.submit(
      NewOrder(
        id: OrderID(nextID), owner: PartyID(1), side: side, type: .limit(price),
        quantity: quantity), refusal: nil, into: &reports)
    nextID += 1
  }
}

/// Readings of the fast book, compiled for it.
struct FastTopPass: TimedBenchmarkPass, ~Copyable {
  private var pass: TopOfBookPass<FastBook>

  static var benchmark: Benchmark {
    Benchmark(
      name: "book.fast.top", prepare: { $0 == .full ? 10_000_000 : 1000 },
      timedPass: { readings in
        FastTopPass(
          pass: TopOfBookPass(
            readings: readings,
            FastBook(instrument: InstrumentID(1), quantityScale: .whole, rules: .unrestricted)))
      })
  }

  var operationCount: Int { pass.operationCount }
  mutating func run() -> UInt64 { pass.run() }
  mutating func run(timing timer: inout OperationTimer) -> UInt64 { pass.run(timing: &timer) }
}

/// Readings of the reference book, compiled for it.
struct ReferenceTopPass: TimedBenchmarkPass, ~Copyable {
  private var pass: TopOfBookPass<ReferenceBook>

  static var benchmark: Benchmark {
    Benchmark(
      name: "book.reference.top", prepare: { $0 == .full ? 10_000_000 : 1000 },
      timedPass: { readings in
        ReferenceTopPass(
          pass: TopOfBookPass(
            readings: readings,
            ReferenceBook(instrument: InstrumentID(1), quantityScale: .whole, rules: .unrestricted))
        )
      })
  }

  var operationCount: Int { pass.operationCount }
  mutating func run() -> UInt64 { pass.run() }
  mutating func run(timing timer: inout OperationTimer) -> UInt64 { pass.run(timing: &timer) }
}
