import Foundation
import Testing

private func backtest(_ words: String..., in folder: Folder) throws -> ProgramRun {
  try ProgramRun("backtest", words, in: folder)
}

private let sweep = [
  "sweep", "--duration", "1s", "--set", "market-maker.warm-up=100ms", "--vary",
  "exec.entry=fixed:0ms;fixed:5ms", "--vary", "market-maker.quantity=1;10", "--format", "json",
]

@Test func `two processes print the same bytes, and another seed prints others`() throws {
  let folder = try Folder()
  let first = try backtest("--duration", "3s", in: folder)
  #expect(first.status == 0 && first.errors.isEmpty)
  #expect(first.lastLine.hasPrefix("trace-hash: "))
  #expect(first.output.contains("queue"), "the assumptions in force are printed")
  #expect(try backtest("--duration", "3s", in: folder).output == first.output)
  let other = try backtest("--duration", "3s", "--seed", "43", in: folder)
  #expect(other.status == 0 && other.lastLine != first.lastLine)
}

@Test func `a saved trace gives the result of the market that it was saved from`() throws {
  let folder = try Folder()
  let market = try ProgramRun(
    "orderflow", ["--seed", "42", "--duration", "3s", "--out", "trace.rpl"], in: folder)
  #expect(market.status == 0)
  let simulated = try backtest("--duration", "3s", in: folder)
  let recorded = try backtest("--tape", "trace.rpl", in: folder)
  #expect(recorded.status == 0)
  #expect(recorded.lastLine == simulated.lastLine)
}

@Test func `a report is verified to the byte; one that was altered is not`() throws {
  let folder = try Folder()
  let made = try backtest(
    "--duration", "3s", "--report", "report.json", "--fills", "fills.csv", "--html", "sheet.html",
    in: folder)
  #expect(made.status == 0)
  let verified = try backtest("verify", "report.json", in: folder)
  #expect(verified.status == 0 && verified.lastLine == made.lastLine)
  let report = try folder.read("report.json")
  let count = "\"orders\": "
  let altered = report.replacingOccurrences(of: count, with: count + "1")
  #expect(altered != report)
  try folder.write(altered, to: "altered.json")
  let refused = try backtest("verify", "altered.json", in: folder)
  #expect(refused.status == 1 && refused.errors.contains("altered"))
  try folder.write(
    report.replacingOccurrences(of: "\"seed\": \"42\"", with: "\"seed\": \"43\""), to: "other.json")
  #expect(try backtest("verify", "other.json", in: folder).status == 1)
  let sheet = try folder.read("sheet.html")
  #expect(sheet.hasPrefix("<!doctype html>") && !sheet.contains("http"), "self-contained")
  #expect(sheet.contains(String(made.lastLine.dropFirst("trace-hash: ".count))))
}

@Test func `every fill names its cause and the market event behind it`() throws {
  let folder = try Folder()
  let run = try backtest("--duration", "3s", "--format", "csv", in: folder)
  #expect(run.status == 0)
  let rows = run.output.split(separator: "\n").map { $0.split(separator: ",") }
  let head = try #require(rows.first).map(String.init)
  let cause = try #require(head.firstIndex(of: "cause"))
  let because = try #require(head.firstIndex(of: "because"))
  let causes: Set<Substring> = [
    "took-liquidity", "queue-reached", "traded-through", "crossed", "matched",
  ]
  #expect(rows.count > 5)
  for row in rows.dropFirst() where row.count == head.count {
    #expect(causes.contains(row[cause]))
    #expect(UInt64(row[because]) ?? 0 > 0)
  }
}

@Test func `a sweep gives one result for any number of workers and shards, cut off or not`() throws
{
  let folder = try Folder()
  let whole = try ProgramRun("backtest", sweep + ["--workers", "1"], in: folder)
  #expect(whole.status == 0)
  #expect(
    try ProgramRun("backtest", sweep + ["--workers", "3"], in: folder).output == whole.output)
  for shard in ["2/2", "1/2"] {
    let part = try ProgramRun("backtest", sweep + ["--shard", shard, "--out", "rows"], in: folder)
    #expect(part.status == 0)
    let merged = try backtest("merge", "rows", "--format", "json", in: folder)
    #expect(merged.status == (shard == "2/2" ? 1 : 0))
    if shard == "1/2" { #expect(merged.output == whole.output) }
  }
  // Rows that a stopped run left half written are run again, the others are not.
  let name = try #require(
    try FileManager.default.contentsOfDirectory(atPath: folder.path("rows")).sorted().first)
  let text = try folder.read("rows/" + name)
  try folder.write(String(text.dropLast(40)), to: "rows/" + name)
  let again = try ProgramRun("backtest", sweep + ["--out", "rows"], in: folder)
  #expect(again.output == whole.output)
}

@Test func `a sweep that is interrupted keeps its rows and goes on where it stopped`() throws {
  let folder = try Folder()
  let words = [
    "sweep", "--duration", "2s", "--vary", "market-maker.quantity=1;2;3;4;5;6;7;8", "--workers",
    "1", "--out", "rows", "--format", "json",
  ]
  let process = try ProgramRun.process("backtest", words, in: folder)
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  try process.run()
  // Its first row says that it is in the middle; nothing here waits for a time.
  func rows() -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path("rows"))) ?? []
    return names.compactMap { try? folder.read("rows/" + $0) }
      .reduce(0) { $0 + $1.split(separator: "\n").count }
  }
  while rows() == 0, process.isRunning { sched_yield() }
  process.interrupt()
  process.waitUntilExit()
  #expect(process.terminationStatus == 128 + SIGINT)
  let kept = rows()
  #expect((1..<8).contains(kept))
  let resumed = try ProgramRun("backtest", words, in: folder)
  #expect(resumed.status == 0 && rows() == 8, "\(kept) rows were kept, only the others ran")
  let straight = try ProgramRun(
    "backtest", words.map { $0 == "rows" ? "others" : $0 }, in: folder)
  #expect(resumed.output == straight.output)
  // Merging is a reading: again, it gives the same, and adds nothing.
  let first = try backtest("merge", "rows", "--format", "json", in: folder)
  let again = try backtest("merge", "rows", "--format", "json", in: folder)
  #expect(first.status == 0 && again.output == first.output && first.output == straight.output)
  #expect(rows() == 8)
}

@Test func `regimes stand side by side, each a market of its own`() throws {
  let folder = try Folder()
  let run = try backtest("regimes", "--duration", "2s", in: folder)
  #expect(run.status == 0 && run.errors.isEmpty)
  let head = try #require(run.lines.first).split(separator: " ")
  #expect(head == ["calm", "burst", "cancel-storm"])
  let hashes = try #require(run.lines.first { $0.hasPrefix("trace hash") })
    .split(separator: " ").dropFirst(2)
  #expect(hashes.count == 3 && Set(hashes).count == 3)
  #expect(run.lastLine.hasPrefix("trace-hash: "))
  #expect(try backtest("regimes", "--duration", "2s", in: folder).output == run.output)
  let refused = try backtest("regimes", "--duration", "soon", in: folder)
  #expect(refused.status == 2 && refused.errors.contains("duration"))
}

@Test func `walking forward tells each stretch and what came of its choice`() throws {
  let folder = try Folder()
  let words = [
    "walk-forward", "--duration", "4s", "--windows", "4", "--vary", "market-maker.quantity=1;20",
  ]
  let run = try ProgramRun("backtest", words, in: folder)
  #expect(run.status == 0)
  #expect(run.lines.filter { $0.contains("…") }.count == 3)
  #expect(run.output.contains("net P&L of the tests"))
  #expect(try ProgramRun("backtest", words, in: folder).output == run.output)
  let refused = try backtest("walk-forward", "--windows", "4", in: folder)
  #expect(refused.status == 2)
}

@Test func `compare shows both models with what they assume`() throws {
  let folder = try Folder()
  let run = try backtest("compare", "--duration", "3s", in: folder)
  #expect(run.status == 0)
  for word in ["ideal", "realistic", "net", "fills", "drawdown", "turnover", "fees"] {
    #expect(run.output.lowercased().contains(word), "\(word)")
  }
}

@Test func `what does not fit is named with its remedy, and nothing is written`() throws {
  let folder = try Folder()
  for (words, word) in [
    (["--strategy", "oracle"], "market-maker"), (["--exec-queue", "power:9"], "queue"),
    (["--set", "market-maker.quantity=-1"], "quantity"), (["--set", "colour=red"], "red"),
    (["--tape", "absent.rpl"], "absent.rpl"),
    (["sweep", "--vary", "exec.entry=fixed:0ms;fixed:1ms", "--shard", "3/2"], "shard"),
  ] {
    let run = try ProgramRun(
      "backtest",
      words
        + ["--duration", "1s"].filter { _ in
          !words.contains("--tape")
        }, in: folder)
    #expect(run.status == 2 && run.output.isEmpty, "\(words)")
    #expect(run.errors.contains(word), "\(words): \(run.errors)")
  }
}
