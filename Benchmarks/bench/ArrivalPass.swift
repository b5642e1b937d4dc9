import Measurement
import Workloads

/// Messages of the common workload that arrive at a fixed rate, whatever the book does with the ones
/// before; an operation is one message, from the moment when it was due to the moment when it was
/// done. A message that waits is not forgiven its wait (no coordinated omission).
///
/// The repetitions, which are timed as a whole, send the same messages without a pause: what the
/// book does at most. The arrival process waits by reading the counter and shares the core with the
/// book, so that no hand-over between cores is part of the figure.
struct ArrivalPass: TimedBenchmarkPass, ~Copyable {
  /// The messages, and how far apart they are.
  private struct Input {
    let workload: Workload
    let expected: ExpectedResult
    /// 1024 times the ticks from one message to the next.
    let interval: UInt64
  }

  private let input: Input
  private var book = FastBookAdaptor()
  private var trades = TradeTally(hashing: false)

  /// `book.fast.arrival.<millions a second>`, from a slow venue to saturation.
  static var benchmarks: [Benchmark] {
    [1, 5, 10, 20, 30].map { millions in
      Benchmark(
        name: "book.fast.arrival.\(millions)m",
        prepare: { input(millions: millions, $0) },
        timedPass: { ArrivalPass($0) })
    }
  }

  private init(_ input: Input) { self.input = input }

  var operationCount: Int { input.workload.records.count }

  mutating func run() -> UInt64 {
    mark(input.workload.replay(into: &book, trades: &trades))
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
    let start = Machine.ticksBefore
    for (number, record) in input.workload.records.enumerated() {
      let due = start + (UInt64(number + 1) * input.interval) >> 10
      while Machine.ticksBefore < due {}
      switch record.operation {
      case .limitOrder: book.add(record, into: &trades)
      case .cancel: rejects &+= book.cancel(record.id) ? 0 : 1
      }
      timer.end(due)
    }
    return mark(rejects)
  }

  private func mark(_ rejects: UInt64) -> UInt64 {
    trades.quantity &* 31 &+ trades.trades &* 17 &+ rejects
  }

  private static func input(millions: Int, _ scale: MeasurementPlan.Scale) -> Input {
    let expected: ExpectedResult =
      switch scale {
      case .full: .full(.mixed)
      case .smoke: .short(.mixed)
      }
    let ticks = TickScale.calibrate(nanos: 20_000_000)
    return Input(
      workload: expected.generate(), expected: expected,
      interval: UInt64(1024 * 1000 / Double(millions) / ticks.nanosPerTick))
  }
}
