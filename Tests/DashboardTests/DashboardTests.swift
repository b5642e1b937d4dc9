import Core
import Dashboard
import Obs
import Samples
import Terminal
import Testing

/// A page as a program would serve it.
private func page(
  events: UInt64, rejects: UInt64 = 0, violations: UInt64 = 0, queue: UInt64 = 3,
  start: Int64 = 1, spans: ClosedRange<UInt64>? = nil
) throws -> ExpositionPage {
  var page = Exposition()
  page.counter("truetape_events_total", "E.") { family in
    family.sample(.count(events), ["kind": "NewOrder"])
    family.sample(.count(events / 2), ["kind": "Trade"])
  }
  page.counter("truetape_rejects_total", "R.") {
    $0.sample(.count(rejects), ["reason": "unknown-order"])
  }
  page.counter("truetape_invariant_violations_total", "V.") {
    $0.sample(.count(violations), ["invariant": "INV-SIM-2"])
  }
  page.gauge("truetape_queue_depth", "Q.", .count(queue))
  page.gauge("truetape_queue_capacity", "C.", .count(4_096))
  page.gauge("truetape_queue_depth_deepest", "D.", .count(45))
  page.gauge("process_start_time_seconds", "S.", .whole(start))
  page.gauge("process_resident_memory_bytes", "M.", .count(23_400_000))
  page.counter("process_cpu_seconds_total", "P.", .seconds(Nanoseconds(Int64(events) * 500_000)))
  if let spans {
    var histogram = LogLinearHistogram()
    for nanos in spans { histogram.record(nanos) }
    page.summary("truetape_service_quantile_seconds", "L.") {
      $0.quantiles(histogram, ["operation": "match"])
      $0.quantiles(LogLinearHistogram(), ["operation": "amend"])
    }
  }
  return try ExpositionPage(parsing: page.bytes)
}

private let second: Int64 = 1_000_000_000

/// A dashboard that has seen three pages, a second apart.
private func watched() throws -> Dashboard {
  var dashboard = Dashboard(source: "127.0.0.1:9464")
  for (at, events, queue) in [(0, 0, 0), (1, 1_000, 8), (2, 2_400, 3)] as [(Int64, UInt64, UInt64)]
  {
    dashboard.take(
      try page(
        events: events, rejects: events / 100, queue: queue, spans: 101...(200 + events)),
      atNanoseconds: at * second)
  }
  return dashboard
}

private func line(_ dashboard: Dashboard, _ start: String) -> String {
  let line = dashboard.frame().lines.first { $0.dropFirst().hasPrefix(start) } ?? ""
  return line.split(separator: " ").joined(separator: " ")
}

@Test func `a screen of 80 by 24 shows throughput, queue, latencies and errors`() throws {
  let lines = try watched().frame().lines
  #expect(lines.count == 24 && lines.allSatisfy { $0.count <= 80 })
  let text = lines.joined(separator: "\n") + "\n"
  let golden = try Fixture.golden("golden/dashboard-80x24.txt", recording: Array(text.utf8))
  #expect(text == String(decoding: golden, as: UTF8.self))
}

@Test func `INV-OBS-4: a rate is over the time between pages, of one page there is none`() throws {
  var dashboard = Dashboard(source: "x")
  dashboard.take(try page(events: 100), atNanoseconds: 5 * second)
  #expect(line(dashboard, "events/s") == "events/s - total 150")
  dashboard.take(try page(events: 300), atNanoseconds: 7 * second)
  #expect(line(dashboard, "events/s").hasPrefix("events/s 150 "))
  #expect(line(dashboard, "events NewOrder") == "events NewOrder 300 100")
  #expect(line(dashboard, "process ") == "process cpu 5.0% memory 23.4 MB")
}

@Test func `INV-OBS-4: a program started anew is said to be, and no rate goes across`() throws {
  var dashboard = try watched()
  dashboard.fail("127.0.0.1:9464: nothing listens there")
  #expect(dashboard.frame().lines[23].contains("nothing listens there"))
  #expect(line(dashboard, "events NewOrder") == "events NewOrder 2,400 1,400")
  dashboard.take(try page(events: 9_000, start: 2), atNanoseconds: 3 * second)
  #expect(dashboard.frame().lines[23].contains("started anew"))
  #expect(line(dashboard, "events NewOrder") == "events NewOrder 9,000 -")
}

@Test func `INV-OBS-4: a counter that went back has no rate`() throws {
  var dashboard = try watched()
  dashboard.take(try page(events: 10), atNanoseconds: 3 * second)
  #expect(line(dashboard, "events NewOrder") == "events NewOrder 10 -")
}

@Test func `INV-OBS-4: a pause holds the figures, and the next rate is not over it`() throws {
  var dashboard = try watched()
  let before = dashboard.frame().lines
  dashboard.press(.character(" "))
  #expect(dashboard.isPaused && dashboard.frame().lines[23].contains("PAUSED"))
  dashboard.take(try page(events: 9_999), atNanoseconds: 3 * second)
  #expect(dashboard.frame().lines[..<23] == before[..<23])
  dashboard.press(.character("p"))
  dashboard.take(try page(events: 10_000), atNanoseconds: 9 * second)
  #expect(line(dashboard, "events NewOrder") == "events NewOrder 10,000 -")
}

@Test(
  arguments: [
    ("", "invariant_violations INV-SIM-2"), ("s", "events NewOrder"), ("ss", "process_resident"),
    ("sss", "events NewOrder"), ("ssss", "invariant_violations INV-SIM-2"),
    ("jj", "events NewOrder"), ("jjk", "rejects unknown-order"),
  ])
func `keys sort and scroll the list`(keys: String, first: String) throws {
  var dashboard = try watched()
  for scalar in keys.unicodeScalars { dashboard.press(.character(scalar)) }
  let lines = dashboard.frame().lines
  let heading = try #require(lines.firstIndex { $0.hasPrefix(" counters, ") })
  #expect(lines[heading + 1].dropFirst().hasPrefix(first), "\(lines[heading + 1])")
}

@Test func `kinds of errors that never happened stand behind everything that did`() throws {
  var dashboard = Dashboard(source: "x")
  dashboard.take(try page(events: 100), atNanoseconds: 0)
  #expect(dashboard.lines().first == "invariant_violations INV-SIM-2: 0")
  #expect(dashboard.lines().last == "rejects unknown-order: 0")
}

@Test func `help lists every key, goes with the next one, and q leaves`() throws {
  var dashboard = try watched()
  dashboard.press(.character("?"))
  let text = dashboard.frame().lines.joined(separator: "\n")
  #expect(DashboardKeys.table.allSatisfy { text.contains($0.meaning) })
  dashboard.press(.character("s"))
  #expect(dashboard.frame().lines.contains { $0.hasPrefix(" counters, errors first") })
  dashboard.press(.character("q"))
  #expect(dashboard.isDone)
}

@Test func `a breach of an invariant stands out`() throws {
  var dashboard = try watched()
  dashboard.take(try page(events: 3_000, violations: 2), atNanoseconds: 3 * second)
  let frame = dashboard.frame()
  let row = try #require(frame.lines.firstIndex { $0.contains("INV-SIM-2") })
  #expect(frame[row, 1].style == Style(.red, emphasis: .bold))
  #expect(dashboard.line().contains("violations 2"))
}

@Test(
  arguments: [
    ("truetape_kill_switch 0\ntruetape_trading_halted 0\n", "open"),
    ("truetape_kill_switch 0\ntruetape_trading_halted 1\n", "halted"),
    ("truetape_kill_switch 1\ntruetape_kill_reason 22\n", "killed, 22"),
  ])
func `of a session, working orders, money and the gate take the queue's place`(
  page: String, gate: String
) throws {
  let text =
    "truetape_orders_working 2\ntruetape_profit{strategy=\"a\"} -1.25\n"
    + "truetape_profit{strategy=\"b\"} 0.5\ntruetape_position{strategy=\"a\"} -7\n"
    + "truetape_market_seconds 14.9\n" + page
  var dashboard = Dashboard(source: "x")
  dashboard.take(try ExpositionPage(parsing: Array(text.utf8)), atNanoseconds: 0)
  #expect(line(dashboard, "working") == "working 2 ▁ P&L -0.75, position -7")
  #expect(line(dashboard, "process ").hasSuffix("market at 14.9 s \(gate)"))
}

@Test func `families of any program are listed`() throws {
  let text = "# TYPE go_gc_total counter\ngo_gc_total 7\nup 1\n"
  var dashboard = Dashboard(source: "x")
  dashboard.take(try ExpositionPage(parsing: Array(text.utf8)), atNanoseconds: 0)
  #expect(dashboard.lines() == ["go_gc: 7", "up: 1"])
  #expect(line(dashboard, "go_gc") == "go_gc 7 -")
}

@Test func `no size is too small or too large to draw on`() throws {
  var dashboard = try watched()
  for (width, height) in [(0, 0), (1, 1), (5, 3), (20, 8), (300, 100)] {
    dashboard.resize(width: width, height: height)
    let lines = dashboard.frame().lines
    #expect(lines.count == height && lines.allSatisfy { $0.count <= width })
  }
}
