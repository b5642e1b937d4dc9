import Foundation
import Testing

/// A short market, so that each run takes a moment.
private let short = ["--seed", "42", "--duration", "500ms"]

extension Folder {
  fileprivate func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path(name)))
  }
}

private func isHashLine(_ line: String) -> Bool {
  line.hasPrefix("trace-hash: ") && line.count == 28
}

@Test func `the same seed prints the same bytes and writes the same tape in another process`()
  throws
{
  let folder = try Folder()
  let first = try ProgramRun("orderflow", short + ["--out", "a.rpl"], in: folder)
  let second = try ProgramRun("orderflow", short + ["--out", "b.rpl"], in: folder)
  #expect(first.status == 0)
  #expect(first.output == second.output)
  #expect(try folder.read("a.rpl") == folder.read("b.rpl"))
  #expect(isHashLine(first.lastLine))
}

@Test func `another seed is another market`() throws {
  let folder = try Folder()
  let first = try ProgramRun("orderflow", short, in: folder)
  let other = try ProgramRun("orderflow", ["--seed=43", "--duration", "500ms"], in: folder)
  #expect(isHashLine(other.lastLine))
  #expect(first.lastLine != other.lastLine)
}

@Test func `an option given twice is refused, not decided`() throws {
  let run = try ProgramRun("orderflow", short + ["--seed=43"], in: try Folder())
  #expect(run.status == 2)
  #expect(run.errors.contains("--seed is given more than once"))
}

@Test func `every format carries the trace hash in its place`() throws {
  let folder = try Folder()
  let text = try ProgramRun("orderflow", short, in: folder)
  let json = try ProgramRun("orderflow", short + ["--format", "json"], in: folder)
  let csv = try ProgramRun("orderflow", short + ["--format", "csv"], in: folder)
  let hash = String(text.lastLine.dropFirst("trace-hash: ".count))
  let document = try #require(
    try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
  #expect(document["trace_hash"] as? String == hash)
  #expect(csv.output.hasPrefix("figure,value\nseed,42\n"))
  #expect(csv.errors.contains("trace-hash: \(hash)"))
  #expect(!csv.output.contains("trace-hash"))
}

@Test func `a trace prints the tape's own lines before the summary`() throws {
  let folder = try Folder()
  let run = try ProgramRun("orderflow", short + ["--trace", "--out", "a.rpl"], in: folder)
  let events = try folder.read("a.rpl").split(separator: "\n").filter { !$0.hasPrefix("#") }
  #expect(Array(run.lines.prefix(events.count)) == events)
  #expect(isHashLine(run.lastLine))
}

@Test func `a resumed run is the uninterrupted one, its tape included`() throws {
  let folder = try Folder()
  let whole = try ProgramRun("orderflow", short + ["--out", "whole.rpl"], in: folder)
  _ = try ProgramRun(
    "orderflow",
    ["--seed", "42", "--duration", "200ms", "--out", "parts.rpl", "--snapshot", "state"], in: folder
  )
  let rest = try ProgramRun(
    "orderflow", ["--resume", "state", "--duration", "500ms", "--out", "parts.rpl"], in: folder)
  #expect(rest.output == whole.output)
  #expect(try folder.read("parts.rpl") == folder.read("whole.rpl"))
}

@Test func `a tape that is not the saved market's is not continued, and stays as it was`() throws {
  let folder = try Folder()
  _ = try ProgramRun("orderflow", short + ["--snapshot", "state"], in: folder)
  try folder.write("#truetape 1\n", to: "other.rpl")
  let run = try ProgramRun(
    "orderflow", ["--resume", "state", "--duration", "1s", "--out", "other.rpl"], in: folder)
  #expect(run.status == 2)
  #expect(run.errors.contains("other.rpl: does not end where the saved market stands"))
  #expect(try folder.read("other.rpl") == "#truetape 1\n")
}

@Test(arguments: [
  (["--config", "c.json", "--out", "c.json"], "--out c.json would overwrite what --config reads"),
  (["--config", "c.json", "--snapshot", "./c.json"], "--snapshot ./c.json would overwrite"),
  (["--out", "x", "--snapshot", "x"], "--snapshot x would overwrite what --out writes"),
  (["--resume", "state", "--out", "state"], "--out state would overwrite what --resume reads"),
])
func `no output destroys an input or another output`(arguments: [String], part: String) throws {
  let folder = try Folder()
  _ = try ProgramRun("orderflow", ["--duration", "10ms", "--snapshot", "state"], in: folder)
  try folder.write("{\"duration\": \"10ms\"}", to: "c.json")
  let state = try folder.bytes("state")
  let run = try ProgramRun("orderflow", arguments, in: folder)
  #expect(run.status == 2)
  #expect(run.errors.contains(part), "stderr: \(run.errors)")
  #expect(try folder.read("c.json") == "{\"duration\": \"10ms\"}")
  #expect(try folder.bytes("state") == state)
  #expect(!FileManager.default.fileExists(atPath: folder.path("x")))
}

@Test func `a saved market may be replaced by its own continuation`() throws {
  let folder = try Folder()
  _ = try ProgramRun(
    "orderflow", ["--seed=42", "--duration=200ms", "--snapshot", "state"], in: folder)
  _ = try ProgramRun(
    "orderflow", ["--resume", "state", "--duration=400ms", "--snapshot", "state"], in: folder)
  let rest = try ProgramRun("orderflow", ["--resume", "state", "--duration=500ms"], in: folder)
  #expect(rest.output == (try ProgramRun("orderflow", short, in: folder)).output)
  #expect(rest.errors.isEmpty)
}

@Test(arguments: [["--snapshot", "none/x"], ["--out", "none/x"]])
func `an output that cannot be made is refused before the run`(arguments: [String]) throws {
  let run = try ProgramRun("orderflow", ["--duration=100h"] + arguments, in: try Folder())
  #expect(run.status == 2 && run.output.isEmpty)
  #expect(run.errors.contains("none/x: No such file or directory; create its directory first"))
}

@Test func `a summary is printed even if the market cannot be saved`() throws {
  let run = try ProgramRun("orderflow", short + ["--snapshot", "/dev/full"], in: try Folder())
  #expect(run.status == 2 && isHashLine(run.lastLine))
  #expect(run.errors.contains("cannot write /dev/full: No space left"), "stderr: \(run.errors)")
}

@Test func `a market saved at its end and not told to go further says so`() throws {
  let folder = try Folder()
  let first = try ProgramRun("orderflow", short + ["--snapshot", "state"], in: folder)
  for duration in [[], ["--duration", "400ms"]] {
    let again = try ProgramRun("orderflow", ["--resume", "state"] + duration, in: folder)
    #expect(again.status == 0 && again.lastLine == first.lastLine)
    #expect(again.errors.contains("already at 0.500s ("), "stderr: \(again.errors)")
    #expect(again.errors.contains("give a longer --duration or more --events"))
  }
}

@Test func `a tape to be continued must be there`() throws {
  let folder = try Folder()
  _ = try ProgramRun("orderflow", short + ["--snapshot", "state"], in: folder)
  let run = try ProgramRun(
    "orderflow", ["--resume", "state", "--duration", "1s", "--out", "new.rpl"], in: folder)
  #expect(run.status == 2)
  #expect(run.errors.contains("new.rpl: No such file"), "stderr: \(run.errors)")
  #expect(run.errors.contains("it must be the tape of the first part"))
}

@Test func `a file that is no saved market, and one that was damaged, are told apart`() throws {
  let folder = try Folder()
  _ = try ProgramRun("orderflow", short + ["--out", "t.rpl", "--snapshot", "state"], in: folder)
  try folder.write("", to: "empty")
  for name in ["empty", "t.rpl"] {
    let run = try ProgramRun("orderflow", ["--resume", name], in: folder)
    #expect(run.status == 2)
    #expect(run.errors.contains("\(name): not a saved market of this version"))
  }
  var bytes = try folder.bytes("state")
  bytes[bytes.count / 2] ^= 1
  try bytes.write(to: URL(fileURLWithPath: folder.path("state")))
  let run = try ProgramRun("orderflow", ["--resume", "state"], in: folder)
  #expect(run.status == 2)
  #expect(run.errors.contains("cut short or altered"), "stderr: \(run.errors)")
}

@Test func `a flag wins over the configuration file, and the file over the defaults`() throws {
  let folder = try Folder()
  try folder.write(
    #"{"noise": {"count": 2}, "maker": {"count": 1}, "symbols": ["A:10.00", "B:20.00"]}"#,
    to: "market.json")
  let run = try ProgramRun(
    "orderflow", short + ["--config", "market.json", "--noise-count", "3", "--out", "a.rpl"],
    in: folder)
  #expect(run.status == 0)
  let header = try folder.read("a.rpl").split(separator: "\n").filter { $0.hasPrefix("#") }
  #expect(header.count { $0.contains(" noise-") } == 6)
  #expect(header.count { $0.contains(" maker-") } == 2)
  #expect(header.count { $0.hasPrefix("#instrument") } == 2)
}

@Test func `the configuration file may name the format, and a flag wins over it`() throws {
  let folder = try Folder()
  try folder.write(#"{"duration": "100ms", "format": "csv"}"#, to: "c.json")
  let csv = try ProgramRun("orderflow", ["--config", "c.json"], in: folder)
  #expect(csv.status == 0 && csv.output.hasPrefix("figure,value\nseed,42\n"))
  let json = try ProgramRun("orderflow", ["--config", "c.json", "--format=json"], in: folder)
  #expect(json.status == 0 && json.output.hasPrefix("{\n"))
  let piped = try ProgramRun("orderflow", ["--config", "-"], in: folder, input: "{")
  #expect(piped.status == 2 && piped.errors.contains("standard input:1:2: "))
}

@Test(arguments: [
  (["--sed", "1"], "unknown option --sed; did you mean --seed?"),
  (["--noise-rate", "fast"], "--noise-rate"),
  (["--regimes", "calm:1s:storm"], "\"calm:1s:storm\": expected key=value in 'storm'"),
  (["--symbols", ""], "--symbols: \"\": expected different symbols"),
  (["--config", "list.json"], "list.json: a configuration is an object, such as {\"seed\": 7}"),
  (["--config", "sed.json"], "sed.json:1:9: no setting is called sed; did you mean seed?"),
  (["--config", "dash.json"], "no setting is called noise-count; did you mean noise.count?"),
  (["--inbox-overflow", "explode"], "drop-oldest, drop-newest, reject, block"),
  (["--config", "none.json"], "none.json"),
  (["--config", "broken.json"], "broken.json:2:1"),
  (
    ["--config", "unknown.json"],
    "unknown.json:3:14: no setting is called nois.count; did you mean noise.count"
  ),
  (["--config", "wrong.json"], "wrong.json:2:11: seed: 'x'"),
  (["--config", "form.json"], "form.json:1:12: format: 'xml' is not one of text, json, csv"),
  (["--config", "forma.json"], "no setting is called forma; did you mean format?"),
  (["--resume", "market.json"], "market.json: not a saved market of this version"),
  (["--trace", "--format", "json"], "--trace"),
])
func `bad usage and bad input end with 2 and say what is wrong`(
  arguments: [String], part: String
) throws {
  let folder = try Folder()
  try folder.write("{\n", to: "broken.json")
  try folder.write("{\n  \"nois\": {\n    \"count\": 1\n  }\n}\n", to: "unknown.json")
  try folder.write("{\n  \"seed\": \"x\"\n}\n", to: "wrong.json")
  try folder.write("[]", to: "list.json")
  try folder.write("{\"sed\": 7}", to: "sed.json")
  try folder.write("{\"noise-count\": 7}", to: "dash.json")
  try folder.write("{\"format\": \"xml\"}", to: "form.json")
  try folder.write("{\"forma\": \"csv\"}", to: "forma.json")
  try folder.write("{}", to: "market.json")
  let run = try ProgramRun("orderflow", arguments, in: folder)
  #expect(run.status == 2)
  #expect(run.errors.contains(part), "stderr: \(run.errors)")
  #expect(run.output.isEmpty)
}

@Test func `Ctrl-C ends a run with a complete tape of what happened`() throws {
  let folder = try Folder()
  let process = try ProgramRun.process(
    "orderflow", ["--duration", "100h", "--trace", "--out", "a.rpl"], in: folder)
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  try process.run()
  // The first bytes of the trace say that it is running; then everything is read to the end.
  _ = pipe.fileHandleForReading.availableData
  process.interrupt()
  _ = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  #expect(process.terminationStatus == 130)
  let verdict = try ProgramRun("tapeview", ["verify", "a.rpl"], in: folder)
  #expect(verdict.status == 0, "\(verdict.output)")
}

@Test func `the performance summary is on stderr and leaves stdout as it is`() throws {
  let folder = try Folder()
  let plain = try ProgramRun("orderflow", short, in: folder)
  let measured = try ProgramRun("orderflow", short + ["--perf"], in: folder)
  #expect(measured.output == plain.output)
  for part in ["events/s", "queue depth", "tick of 20 ms"] {
    #expect(measured.errors.contains(part))
  }
  let steps = measured.errors.split(separator: "\n").filter { $0.hasPrefix("  < ") }
  let numbers = steps.map { String($0.split(separator: " ")[1]) }
  let decades = (0...2).flatMap { power in ["1", "2", "5"].map { $0 + "00".prefix(power) } }
  #expect(!numbers.isEmpty && numbers.allSatisfy { decades.contains($0) })
}
