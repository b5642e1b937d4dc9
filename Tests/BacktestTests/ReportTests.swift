import Backtest
import Core
import Foundation
import Samples
import Testing

/// What reports say, against a slow recount of the run's own fills and valuations.
@Suite struct ReportTests {
  /// Five seconds of trading with fees, valued often.
  static func report(_ strategy: String, exec: String = "realistic") throws -> BacktestReport {
    var plan = BacktestPlan()
    for (key, text) in [
      ("strategies", strategy), ("exec", exec), ("fees", "-0.01%:0.05%"),
      ("mark-interval", "100ms"),
    ] {
      try plan.apply(key: key, text: text)
    }
    return try SessionTests.market(seconds: 5).report(plan)
  }

  @Test(arguments: ["market-maker", "twap"])
  func `a seat's figures are those of a slow recount of its fills`(strategy: String) throws {
    let report = try Self.report(strategy)
    let seat = try #require(report.seats.first)
    let fills = report.fills
    #expect(fills.count > 3)
    #expect(seat.fills == UInt64(fills.count))
    #expect(seat.makerFills == UInt64(fills.filter { $0.fill.liquidity == .maker }.count))
    #expect(seat.filledOrders == UInt64(Set(fills.map(\.fill.id.rawValue)).count))
    #expect(seat.fees.rawValue == fills.reduce(0) { $0 + $1.fee.rawValue })
    #expect(seat.realised.rawValue == fills.reduce(0) { $0 + $1.realised.rawValue })
    let held = fills.reduce(Int64(0)) { sum, one in
      sum + (one.fill.side == .buy ? 1 : -1) * one.fill.quantity.rawValue
    }
    #expect(seat.finalPosition.rawValue == held)
    let closings = fills.filter { $0.realised.rawValue != 0 }
    let wins = closings.filter { $0.realised.rawValue > 0 }
    #expect(seat.winRate == (closings.isEmpty ? nil : Double(wins.count) / Double(closings.count)))
    #expect(report.violations == 0 && report.kill == nil)
  }

  @Test func `drawdown, exposure and ratios are those of a slow recount`() throws {
    let report = try Self.report("market-maker")
    let seat = try #require(report.seats.first)
    let worths = report.marks.compactMap(\.equity?.rawValue)
    var fall: Int64 = 0
    for (place, high) in worths.enumerated() {
      for low in worths[place...] { fall = max(fall, high - low) }
    }
    #expect(seat.maximumDrawdown.rawValue == fall)
    let held = report.marks.filter { $0.position.rawValue != 0 }.count
    #expect(seat.exposure == Double(held) / Double(report.marks.count))
    let peak = report.marks.map(\.position.rawValue.magnitude).max()
    #expect(seat.peakPosition.rawValue.magnitude == peak)
    // The last valuation of each interval of 100 ms, and the profits from one to the next.
    var closing: [(interval: Int64, worth: Int64)] = []
    for mark in report.marks {
      guard let worth = mark.equity?.rawValue else { continue }
      let interval = mark.time.nanoseconds / 100_000_000
      if closing.last?.interval == interval { closing.removeLast() }
      closing.append((interval, worth))
    }
    let profits = zip(closing.dropFirst(), closing).map { Double($0.worth - $1.worth) }
    let mean = profits.reduce(0, +) / Double(profits.count)
    let variance = profits.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(profits.count)
    let losses = profits.filter { $0 < 0 }.reduce(0) { $0 + $1 * $1 } / Double(profits.count)
    let sharpe = try #require(seat.sharpe)
    let sortino = try #require(seat.sortino)
    #expect(abs(sharpe - mean / variance.squareRoot()) < 1e-9)
    #expect(abs(sortino - mean / losses.squareRoot()) < 1e-9)
  }

  @Test func `text, JSON, CSV and page tell the same run with its assumptions`() throws {
    let report = try Self.report("market-maker,twap")
    let hash = String(hexadecimal: report.traceHash)
    #expect(report.text.hasSuffix("trace-hash: \(hash)"))
    for row in report.rows { #expect(report.text.contains(row.name)) }
    for assumption in report.assumptions { #expect(report.text.contains(assumption)) }
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(report.json(withFills: true)))
        as? [String: Any])
    #expect(document["trace_hash"] as? String == hash)
    #expect((document["fills"] as? [Any])?.count == report.fills.count)
    #expect((document["figures"] as? [Any])?.count == 2)
    #expect((document["assumptions"] as? [String]) == report.assumptions)
    let inputs = try #require(document["inputs"] as? [String: Any])
    #expect((inputs["settings"] as? [String: Any])?.count == report.identity.settings.count)
    let lines = String(decoding: report.fillsCSV, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == report.fills.count + 1)
    #expect(Set(lines.map { $0.split(separator: ",").count }) == [15])
    let page = report.html
    #expect(page.hasPrefix("<!doctype html>") && page.hasSuffix("</html>\n"))
    #expect(!page.contains("http") && page.contains(hash), "self-contained, and named")
    for strategy in ["market-maker", "twap"] { #expect(page.contains(strategy)) }
    #expect(page.components(separatedBy: "<svg").count > 4)
  }

  @Test func `a comparison sets reports side by side and folds both hashes`() throws {
    let (ideal, realistic) = (
      try Self.report("market-maker", exec: "ideal"), try Self.report("market-maker")
    )
    var comparison = ReportComparison()
    comparison.add(ideal, title: "ideal")
    comparison.add(realistic, title: "realistic")
    let lines = comparison.text.split(separator: "\n", omittingEmptySubsequences: false)
    let head = try #require(lines.first).split(separator: " ")
    #expect(head == ["ideal", "realistic"])
    for hash in [ideal, realistic].map({ String(hexadecimal: $0.traceHash) }) {
      #expect(lines.contains { $0.hasPrefix("trace hash") && $0.contains(hash) })
    }
    #expect(lines.last?.hasPrefix("trace-hash: ") == true)
    var turned = ReportComparison()
    turned.add(realistic, title: "realistic")
    turned.add(ideal, title: "ideal")
    #expect(turned.text.split(separator: "\n").last != comparison.text.split(separator: "\n").last)
  }

  @Test func `a session that is under way shows its clock, money, orders and gate`() throws {
    let market = SessionTests.market(seconds: 2)
    let plan = BacktestPlan()
    var session = try plan.session(on: market.header)
    session.append(market.events)
    session.completeTape()
    session.advance()
    let count = SessionCount(session)
    let figures = SessionFigures(session)
    #expect(count.asked == figures.requests + figures.denied && count.fills == figures.fills)
    #expect(figures.text.contains("working \(count.working)"))
    #expect(figures.gate == "open" && figures.kill == nil && figures.violations == 0)
    #expect(figures.holdings.contains(market.header.instruments[0].symbol))
    session.command(
      .kill, from: plan.operatorParty(on: market.header), at: session.commandPlace.time)
    #expect(SessionFigures(session).gate.hasPrefix("killed by "))
  }
}
