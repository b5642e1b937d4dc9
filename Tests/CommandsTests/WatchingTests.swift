import Core
import Foundation
import Glibc
import Testing
import Wire

private let short = ["--seed", "42", "--duration", "500ms"]

/// The lines between the first `# HELP` and the trace hash.
private func page(_ run: ProgramRun) throws -> [String] {
  let lines = run.output.split(separator: "\n").map(String.init)
  let start = try #require(lines.firstIndex { $0.hasPrefix("# HELP ") })
  return Array(lines[start...].dropLast())
}

/// Whether a line is of a metric that a clock or the machine has a part in.
private func isOfTheClock(_ line: String) -> Bool {
  let name = line.hasPrefix("# ") ? line.dropFirst(7) : line[...]
  return [
    "process_", "truetape_service_", "truetape_response_", "truetape_simulation_seconds",
    "truetape_events_per_second", "truetape_pace_",
  ].contains { name.hasPrefix($0) }
}

@Test
func `the metrics stand before the trace hash; what the market counted is the same in any run`()
  throws
{
  let folder = try Folder()
  let plain = try ProgramRun("orderflow", short, in: folder)
  let (first, second) = (
    try ProgramRun("orderflow", short + ["--metrics"], in: folder),
    try ProgramRun("orderflow", short + ["--metrics"], in: folder)
  )
  let summary = plain.output.dropLast(plain.lastLine.count + 1)
  #expect(first.status == 0 && first.output.hasPrefix(summary))
  #expect(first.lastLine == plain.lastLine)
  let pages = (try page(first), try page(second))
  #expect(pages.0.filter { !isOfTheClock($0) } == pages.1.filter { !isOfTheClock($0) })
  for name in [
    "truetape_events_total{kind=\"Fill\"}", "truetape_rejects_total{reason=\"queue-full\"}",
    "truetape_drops_total{reason=\"late\"}", "truetape_queue_depth ",
    "truetape_invariant_violations_total{invariant=\"INV-SIM-2\"} 0",
    "truetape_service_quantile_seconds{operation=\"match\",quantile=\"0.99\"}",
    "truetape_latency_sampling_interval 16", "process_resident_memory_bytes ",
    "process_cpu_seconds_total ",
  ] {
    #expect(pages.0.contains { $0.hasPrefix(name) }, "no \(name)")
  }
}

@Test func `metrics and summary count the same`() throws {
  let folder = try Folder()
  let lines = try page(try ProgramRun("orderflow", short + ["--metrics"], in: folder))
  let json = try ProgramRun("orderflow", short + ["--format", "json"], in: folder)
  let summary = try JSONValue(parsing: Array(json.output.utf8))
  let kinds = lines.filter { $0.hasPrefix("truetape_events_total{") }
  #expect(kinds.count == EventKind.allCases.count)
  for line in kinds {
    let words = line.split { $0 == "\"" || $0 == " " }
    #expect(summary["events"]?[String(words[1])]?.number?.text == String(words[3]), "\(line)")
  }
}

@Test func `INV-OBS-3: watched in every way or not at all, the tape and its hash are the same`()
  throws
{
  let folder = try Folder()
  let plain = try ProgramRun("orderflow", short + ["--out", "plain.rpl"], in: folder)
  let watched = try ProgramRun(
    "orderflow",
    short + [
      "--out", "watched.rpl", "--metrics", "--sample", "1", "--log", "log", "--spans", "spans",
      "--speed", "20x",
    ], in: folder)
  #expect(watched.status == 0, "\(watched.errors)")
  #expect(watched.lastLine == plain.lastLine)
  #expect(try folder.read("plain.rpl") == folder.read("watched.rpl"))
}

@Test func `a log is lines of JSON from the beginning to the trace hash`() throws {
  let folder = try Folder()
  let run = try ProgramRun(
    "orderflow",
    [
      "--duration", "11s", "--log", "log", "--inbox-capacity", "2", "--inbox-service", "5ms",
      "--faults-loss", "2%",
    ], in: folder)
  #expect(run.status == 0, "\(run.errors)")
  let records = try folder.read("log").split(separator: "\n").map {
    try JSONValue(parsing: Array($0.utf8))
  }
  let events = records.compactMap { $0["event"]?.string }
  #expect(events.first == "began" && events.last == "ended")
  #expect(events.count { $0 == "progress" } == 2 && events.contains("messages_lost"))
  for record in records {
    #expect(record["time"]?.string?.hasSuffix("Z") == true && record["market"]?.number != nil)
    let isWarning = record["level"]?.string == "warning"
    #expect(isWarning == (record["event"]?.string == "messages_lost"))
  }
  let last = try #require(records.last)
  #expect(last["trace_hash"]?.string.map { "trace-hash: \($0)" } == run.lastLine)
  #expect(last["queue_depth"]?.number != nil && last["rejects"]?.members != nil)
  #expect(last["drops"]?.members?.isEmpty == false)
}

@Test func `senders that a full inbox holds up are counted in the log as in the summary`() throws {
  let folder = try Folder()
  let market = [
    "--duration", "2s", "--inbox-capacity", "4", "--inbox-service", "2ms",
    "--inbox-overflow", "block",
  ]
  let run = try ProgramRun("orderflow", market + ["--log", "log"], in: folder)
  let last = try #require(try folder.read("log").split(separator: "\n").last)
  let blocked = try #require(try JSONValue(parsing: Array(last.utf8))["blocked"]?.number?.text)
  #expect(blocked != "0")
  #expect(run.output.contains("overflow block, blocked \(blocked)\n"), "\(run.output)")
}

@Test func `spans are a document whose operations lie within the steps of the pipeline`() throws {
  let folder = try Folder()
  let run = try ProgramRun(
    "orderflow", short + ["--spans", "spans.json", "--sample", "2"], in: folder)
  #expect(run.status == 0, "\(run.errors)")
  let document = try JSONValue(parsing: Array(try folder.read("spans.json").utf8))
  let spans = try #require(document["traceEvents"]?.elements).filter { $0["ph"]?.string == "X" }
  func nanos(_ value: JSONValue?) throws -> Int64 {
    // Microseconds with three decimals.
    try #require((value?.number?.text).flatMap { Int64($0.filter { $0 != "." }) })
  }
  func span(_ value: JSONValue) throws -> (start: Int64, end: Int64) {
    let start = try nanos(value["ts"])
    return (start, start + (try nanos(value["dur"])))
  }
  let steps = try spans.filter { $0["name"]?.string == "simulate" }.map(span)
  let operations = try spans.filter { $0["tid"]?.number?.text == "2" }.map(span)
  #expect(steps.count >= 10 && operations.count >= 50)
  #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.end <= $1.start })
  for operation in operations {
    #expect(steps.contains { $0.start <= operation.start && operation.end <= $0.end })
  }
}

@Test(arguments: [
  (["--metrics", "--format", "json"], "--metrics prints a page: use --format text"),
  (["--serve", "0.0.0.0:80"], "\"0.0.0.0:80\" is not an address of this machine"),
  (["--sample", "0"], "--sample: \"0\" is not an integer from 1"),
  (["--log-level", "trace"], "one of error, warning, info, which this build contains"),
  (["--log", "x", "--spans", "./x"], "--spans ./x would overwrite what --log writes"),
  (["--log", "none/x"], "none/x: No such file or directory; create its directory first"),
])
func `what cannot be watched is refused before the run`(arguments: [String], part: String) throws {
  let run = try ProgramRun("orderflow", ["--duration", "100h"] + arguments, in: try Folder())
  #expect(run.status == 2 && run.output.isEmpty)
  #expect(run.errors.contains(part), "stderr: \(run.errors)")
}

@Test func `a server answers during the run and after it until Ctrl-C, and the hash is the same`()
  throws
{
  let folder = try Folder()
  let plain = try ProgramRun("orderflow", short, in: folder)
  let served = try ServedRun(
    "orderflow", short + ["--speed", "2x", "--serve", "127.0.0.1:0"], in: folder)
  // A client that never asks keeps nobody waiting.
  let silent = try served.connect()
  defer { close(silent) }
  let during = try served.fetch("/metrics")
  #expect(during.hasPrefix("HTTP/1.1 200 OK\r\n"))
  #expect(during.contains("\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n"))
  #expect(during.contains("truetape_response_quantile_seconds{"))
  #expect(try served.fetch("/").hasPrefix("HTTP/1.1 404 Not Found\r\n"))
  #expect(served.errors(until: "still serving"))
  #expect(try served.fetch("/metrics").contains("\ntruetape_run_finished 1\n"))
  #expect(try served.fetch("/healthz").hasSuffix("\r\n\r\nfinished\n"))
  served.process.interrupt()
  served.process.waitUntilExit()
  #expect(served.process.terminationStatus == 0)
  #expect(try folder.read("served").hasSuffix("\n\(plain.lastLine)\n"))
}

@Test func `Ctrl-C during a served run ends it as any other`() throws {
  let folder = try Folder()
  let served = try ServedRun("orderflow", ["--speed", "1x", "--serve", "127.0.0.1:0"], in: folder)
  #expect(try served.fetch("/healthz").hasSuffix("\r\n\r\nrunning\n"))
  served.process.interrupt()
  served.process.waitUntilExit()
  #expect(served.process.terminationStatus == 130)
  #expect(try folder.read("served").contains("\ntrace-hash: "))
}
