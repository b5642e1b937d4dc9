import Backtest
import Core
import HostIO
import Synchronization

/// Runs a sweep's combinations on several threads; results do not depend on their number.
final class SweepWorkers: Sendable {
  private struct Board {
    var waiting: [Int]
    var finished: [SweepRow] = []
    var failure: PlanError?
    var running = 0
  }

  private let plan: SweepPlan
  private let market: MarketTape
  private let sweep: UInt64
  private let board: Mutex<Board>

  init(_ plan: SweepPlan, on market: MarketTape, sweep: UInt64, indices: [Int]) {
    self.plan = plan
    self.market = market
    self.sweep = sweep
    board = Mutex(Board(waiting: indices.reversed()))
  }

  /// Works until nothing waits; calls back on this thread with each row as it comes.
  func run(threads: Int, _ body: (SweepRow) throws -> Void) throws {
    board.withLock { $0.running = threads }
    for _ in 1..<max(1, threads) {
      // Detached threads: the board says when all are done.
      _ = try HostThread(self) { workers in
        while workers.step() {}
        workers.leave()
      }
    }
    while step() { try drain(body) }
    leave()
    while !isOver {
      try drain(body)
      _ = HostClock.sleep(untilMonotonicNanos: HostClock.monotonicNanos + 1_000_000)
    }
    try drain(body)
    if let failure = board.withLock({ $0.failure }) { throw BadInput("\(failure)") }
    if Interruption.isRequested { throw Interrupted() }
  }

  private var isOver: Bool { board.withLock { $0.running == 0 } }

  private func leave() { board.withLock { $0.running -= 1 } }

  /// Runs the next combination; false when none waits or somebody pressed Ctrl-C.
  private func step() -> Bool {
    guard !Interruption.isRequested,
      let index = board.withLock({ $0.waiting.popLast() })
    else { return false }
    do throws(PlanError) {
      let row = SweepRow(
        try market.report(plan.plan(at: index)), at: index, of: plan, sweep: sweep)
      board.withLock { $0.finished.append(row) }
    } catch {
      board.withLock {
        $0.failure = error
        $0.waiting.removeAll()
      }
    }
    return true
  }

  private func drain(_ body: (SweepRow) throws -> Void) throws {
    let rows = board.withLock { board in
      defer { board.finished.removeAll() }
      return board.finished
    }
    for row in rows { try body(row) }
  }
}
