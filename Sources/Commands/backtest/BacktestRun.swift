import Backtest
import Core
import HostIO
import PlanHost

/// One run of a plan over a market, with progress and Ctrl-C.
enum BacktestRun {
  /// Runs to the end and answers the report.
  static func report(
    _ plan: BacktestPlan, on market: inout MarketInput
  ) throws -> BacktestReport {
    var session: Session
    do throws(PlanError) { session = try plan.session(on: market.header) } catch {
      throw BadInput("\(error)")
    }
    var progress = ProgressLine("testing", unit: "events", total: nil)
    while true {
      let events = try market.next()
      if events.isEmpty { break }
      if Interruption.isRequested { throw Interrupted() }
      session.append(events)
      session.advance()
      progress.update(done: Int64(clamping: session.marketCount))
    }
    session.completeTape()
    session.advance()
    market.quiet()
    progress.erase()
    let identity = RunIdentity(
      market: market.name, seed: plan.seed, marketHash: market.hash,
      marketEvents: market.eventCount, settings: plan.settings)
    return BacktestReport(session, identity: identity)
  }
}
