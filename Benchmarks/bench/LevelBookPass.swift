import Core
import Measurement
import OrderBook
import Workloads

/// Feeds a market told level by level to a `LevelBook`; an operation is one row, far shorter than a
/// timer's reading, so that only the whole is timed. The result hash is that of the book's state.
struct LevelBookPass: BenchmarkPass {
  private let rows: [Event]
  private var book = LevelBook(instrument: LevelMarket.instrument)

  static var benchmark: Benchmark {
    Benchmark(
      name: "book.levels", unit: "rows/s",
      prepare: { LevelMarket.rows($0 == .full ? 1_000_000 : 10_000, seed: 42) },
      pass: { LevelBookPass(rows: $0) })
  }

  private init(rows: [Event]) { self.rows = rows }

  var operationCount: Int { rows.count }

  mutating func run() -> UInt64 {
    for row in rows { book.apply(row) }
    return UInt64(book.levelCount(.buy)) &+ book.oddities.total
  }

  mutating func verify() throws(WrongResult) -> UInt64 {
    _ = run()
    guard book.oddities.total == 0 else {
      throw WrongResult(expected: "a book without oddities", found: "\(book.oddities)")
    }
    return book.stateHash
  }
}
