import Backtest
import Core
import Engine
import Measurement
import Strategy
import Workloads

/// Runs a whole backtest over a market told level by level; an operation is one row of the tape,
/// seen by the venue and, later, by the engine. The result hash is that of everything decided.
///
/// `backtest.idle` wakes its strategy every ten milliseconds for nothing; `backtest.maker` quotes
/// the best prices then. Both have the tape decoded before the clock starts. `backtest.stream` is the
/// idle one, fed from the binary form in pieces, decoded within.
struct BacktestPass: BenchmarkPass {
  private let input: BacktestInput?
  private var session: Session?

  static var benchmarks: [Benchmark] {
    let lots = Quantity(rawValue: 1000) ?? .zero
    return [
      benchmark("backtest.idle", NamedStrategy(name: "idle", strategy: IdleStrategy())),
      benchmark(
        "backtest.maker", NamedStrategy(name: "maker", strategy: TouchMaker(quantity: lots))),
    ]
  }

  private static func benchmark(_ name: String, _ strategy: NamedStrategy) -> Benchmark {
    Benchmark(
      name: name, unit: "rows/s",
      prepare: { scale in
        BacktestInput(
          strategy, rows: LevelMarket.rows(BacktestInput.rowCount(scale), seed: 42))
      },
      pass: { BacktestPass(input: $0) })
  }

  private init(input: BacktestInput?) {
    self.input = input
    session = input?.session()
  }

  var operationCount: Int { input?.rows.count ?? 0 }

  mutating func run() -> UInt64 {
    let rows = input?.rows ?? []
    session?.append(rows)
    session?.completeTape()
    session?.advance()
    return session?.engine.decisionHash.value ?? 0
  }

  mutating func verify() throws(WrongResult) -> UInt64 {
    let mark = run()
    guard let session, session.isFinished, session.marketCount == UInt64(operationCount),
      session.engine.counters.violations == 0
    else { throw WrongResult(expected: "a finished session without violations", found: "none") }
    return mark
  }
}
