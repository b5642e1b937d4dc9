import Measurement
import Workloads

/// Replays a common workload into a book; an operation is one message.
///
/// Timed passes count trades. The verifying pass compares all that the workload publishes with what
/// the book came to; the hash printed is the trade FNV.
struct BookPass<Book: WorkloadBook & ~Copyable>: TimedBenchmarkPass, ~Copyable {
  private let input: Input
  private var book: Book
  private var trades = TradeTally(hashing: false)

  /// A workload beside the results that are published for it.
  private struct Input {
    let expected: ExpectedResult
    let workload: Workload
  }

  private init(_ input: Input, _ book: consuming Book) {
    self.input = input
    self.book = book
  }

  /// The four benchmarks of a book, `book.<kind>.<flavour>`.
  ///
  /// `concrete` wraps a pass in a type without parameters, in whose methods the compiler knows the
  /// book: otherwise every message would go through a table of functions.
  static func benchmarks<Concrete: TimedBenchmarkPass & ~Copyable>(
    kind: String, emptyBook: @escaping () -> Book,
    concrete: @escaping (consuming BookPass) -> Concrete
  ) -> [Benchmark] {
    WorkloadFlavour.allCases.map { flavour in
      Benchmark(
        name: "book.\(kind).\(flavour.name)",
        prepare: { scale in
          let expected: ExpectedResult =
            switch scale {
            case .full: .full(flavour)
            case .smoke: .short(flavour)
            }
          return Input(expected: expected, workload: expected.generate())
        },
        timedPass: { concrete(BookPass($0, emptyBook())) })
    }
  }

  var operationCount: Int { input.workload.records.count }

  mutating func run() -> UInt64 {
    let rejects = input.workload.replay(into: &book, trades: &trades)
    return mark(rejects)
  }

  mutating func verify() throws(WrongResult) -> UInt64 {
    let totals = input.workload.totals(replayedInto: &book)
    guard totals == input.expected.totals else {
      throw WrongResult(expected: "\(input.expected.totals)", found: "\(totals)")
    }
    return totals.tradeHash
  }

  mutating func run(timing timer: inout OperationTimer) -> UInt64 {
    var rejects: UInt64 = 0
    for record in input.workload.records {
      let start = timer.begin()
      let isDone = apply(record)
      timer.end(start)
      rejects &+= isDone ? 0 : 1
    }
    return mark(rejects)
  }

  private mutating func apply(_ record: WorkloadRecord) -> Bool {
    switch record.operation {
    case .limitOrder:
      book.add(record, into: &trades)
      return true
    case .cancel:
      return book.cancel(record.id)
    }
  }

  private func mark(_ rejects: UInt64) -> UInt64 {
    trades.quantity &* 31 &+ trades.trades &* 17 &+ rejects
  }
}
