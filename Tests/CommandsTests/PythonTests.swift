import Foundation
import Testing

/// Python programs beside the built ones: none is installed by a test, and what is absent is
/// skipped.
enum Python {
  /// Whether a module can be imported.
  static func has(_ module: String) -> Bool {
    (try? run(["-c", "import \(module)"], in: Folder()).status) == 0
  }

  static func run(_ words: [String], in folder: Folder) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3"] + words
    process.currentDirectoryURL = URL(fileURLWithPath: folder.root)
    let out = folder.path("python")
    _ = FileManager.default.createFile(atPath: out, contents: nil)
    process.standardOutput = FileHandle(forWritingAtPath: out)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try folder.read("python"))
  }

  static func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }
}

private let stylized = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
  .appendingPathComponent("scripts/stylized.py").path

/// Members that come from a histogram: within its 0.8 %, a tail's exponent within 3 %.
private func tolerance(_ key: String) -> Double {
  if key == "size_tail" { return 0.03 }
  return key.hasPrefix("life_") || key.hasPrefix("size_p") ? 0.008 : 1e-6
}

@Test(.enabled(if: Python.has("json"), "python3 absent"), arguments: ["42", "7"])
func `a market's statistics are those of the second implementation`(seed: String) throws {
  let folder = try Folder()
  _ = try ProgramRun(
    "orderflow", ["--seed", seed, "--duration", "3s", "--out", "trace.rpl"], in: folder)
  let run = try ProgramRun("tapeview", ["stats", "--stylized", "--json", "trace.rpl"], in: folder)
  let markets = try #require(try Python.object(run.output)["markets"] as? [[String: Any]])
  let expected = try Python.object(try Python.run([stylized, "trace.rpl"], in: folder).output)
  var compared = 0
  for (key, value) in try #require(markets.first)
  where !["tape", "events", "trace_hash", "symbol"].contains(key) {
    let (told, second) = (value as? Double, try #require(expected[key], "\(key)") as? Double)
    #expect((told == nil) == (second == nil), "\(key)")
    guard let told, let second else { continue }
    let allowed = 1e-6 + tolerance(key) * abs(second)
    #expect(abs(told - second) <= allowed, "\(key): \(told), second \(second)")
    compared += 1
  }
  #expect(compared > 50)
}

/// How many trades, and what they add up to, as another program reads the export.
private let readers: [(module: String, form: String, program: String)] = [
  (
    "csv", "csv",
    """
    import csv
    rows = [r for r in csv.DictReader(open("trace.csv")) if r["kind"] == "Trade"]
    print(len(rows), sum(int(r["quantity"]) for r in rows))
    """
  ),
  (
    "json", "jsonl",
    """
    import json
    rows = [r for r in map(json.loads, open("trace.jsonl")) if r["kind"] == "Trade"]
    print(len(rows), sum(r["quantity"] for r in rows))
    """
  ),
  (
    "pandas", "csv",
    """
    import pandas
    t = pandas.read_csv("trace.csv")
    t = t[t.kind == "Trade"]
    print(len(t), int(t.quantity.sum()))
    """
  ),
  (
    "duckdb", "csv",
    """
    import duckdb
    q = "select count(*), sum(quantity)::bigint from 'trace.csv' where kind = 'Trade'"
    print(*duckdb.sql(q).fetchall()[0])
    """
  ),
  (
    "duckdb", "jsonl",
    """
    import duckdb
    q = "select count(*), sum(quantity)::bigint from read_json('trace.jsonl') where kind = 'Trade'"
    print(*duckdb.sql(q).fetchall()[0])
    """
  ),
]

@Test(arguments: readers.indices)
func `other programs read an export back`(reader: Int) throws {
  let (module, form, program) = readers[reader]
  guard Python.has(module) else {
    print("skipped: \(module) is not installed")
    return
  }
  let folder = try Folder()
  _ = try ProgramRun(
    "orderflow", ["--seed", "42", "--duration", "1s", "--out", "trace.rpl"], in: folder)
  let export = ["export", form, "trace.rpl", "--out", "trace.\(form)"]
  #expect(try ProgramRun("tapeview", export, in: folder).status == 0)
  let trades = try folder.read("trace.rpl").split(separator: "\n").filter { $0.contains(" Trade ") }
  let lots = trades.reduce(0) { sum, line in
    let word = line.split(separator: " ").first { $0.hasPrefix("qty=") } ?? ""
    return sum + (Int(word.dropFirst(4)) ?? 0)
  }
  #expect(!trades.isEmpty)
  let told = try Python.run(["-c", program], in: folder).output
  #expect(told == "\(trades.count) \(lots)\n", "\(module), \(form)")
}
