import Backtest
import Core
import Engine
import Measurement
import Strategy
import Workloads

/// Runs a whole backtest; an operation is one row of the tape, seen by the venue and, later, by the
/// engine. The result hash is that of everything decided.
///
/// `backtest.idle` wakes its strategy every ten milliseconds for nothing, over a market told level by
/// level; `backtest.maker` quotes the best prices then; `backtest.l3` does so over a market told
/// order by order, where its places in the queues are known. All have the tape decoded before the
/// clock starts. `backtest.stream` is the idle one, fed from the binary form in pieces, decoded
/// within.
struct BacktestPass: BenchmarkPass {
  private let input: BacktestInput?
  private var session: Session?

  static var benchmarks: [Benchmark] {
    let lots = Quantity(rawValue: 1000) ?? .zero
    let idle = NamedStrategy(name: "idle", strategy: IdleStrategy())
    let maker = NamedStrategy(name: "maker", strategy: TouchMaker(quantity: lots))
    return [
      benchmark("backtest.idle", idle, LevelMarket.rows),
      benchmark("backtest.maker", maker, LevelMarket.rows),
      benchmark("backtest.l3", maker, OrderMarket.rows),
    ]
  }

  private static func benchmark(
    _ name: String, _ strategy: NamedStrategy,
    _ rows: @escaping @Sendable (_ count: Int, _ seed: UInt64) -> [Event]
  ) -> Benchmark {
    Benchmark(
      name: name, unit: "rows/s",
      prepare: { BacktestInput(strategy, rows: rows(BacktestInput.rowCount($0), 42)) },
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
