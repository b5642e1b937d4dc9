import Core
import Foundation
import Glibc
import Samples
import Testing
import Wire

private let short = ["--trace", "--duration", "2s"]
/// How a tape's line of an order that left for the venue begins, behind its sequence and time.
private let ourOrder = " NewOrder ACME src=strategy-market-maker "

/// A session of twelve seconds of a market that runs beside the test, kept in a folder.
private final class PacedSession {
  let folder: Folder
  let process: Process

  init() throws {
    folder = try Folder()
    process = try Self.process(
      ["--trace", "--duration", "12s", "--wal", "kept", "--snapshot-every", "2000"], in: folder)
    try process.run()
  }

  /// One on a market's tape.
  init(on tape: String, in folder: Folder) throws {
    self.folder = folder
    process = try Self.process(["--trace", tape, "--wal", "kept"], in: folder)
    try process.run()
  }

  /// Goes on with one that was killed.
  init(resuming killed: PacedSession) throws {
    folder = killed.folder
    process = try Self.process(["--wal", "kept", "--resume"], in: folder)
    try process.run()
  }

  private static func process(_ arguments: [String], in folder: Folder) throws -> Process {
    try folder.write("", to: "control")
    let process = try ProgramRun.process(
      "paper", arguments + ["--speed", "2x", "--control", "control"], in: folder)
    _ = FileManager.default.createFile(atPath: folder.path("out"), contents: nil)
    process.standardOutput = FileHandle(forWritingAtPath: folder.path("out"))
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    return process
  }

  func kill() {
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Waits until a file of the session holds a part; false when the session ends before.
  func waits(until name: String, holds part: String) -> Bool {
    while process.isRunning {
      if (try? folder.read("kept/" + name))?.contains(part) == true { return true }
      sched_yield()
    }
    return (try? folder.read("kept/" + name))?.contains(part) == true
  }

  /// Snapshots in the session's log.
  var snapshots: [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path("kept/log"))
    return (names ?? []).filter { $0.hasSuffix(".state") }
  }

  /// Bytes of the session's tape.
  var size: Int { folder.size("kept/session.rpl") }

  /// Orders something, and waits until it is durable.
  func order(_ word: String) throws -> Bool {
    let before = try folder.read("control")
    try folder.write(before + word + "\n", to: "control")
    return waits(until: "session.rpl", holds: "command=\(word)\n")
  }

  deinit { if process.isRunning { kill() } }
}

@Test func `INV-PAPER-1: at any speed, watched or not, a session gives the same hash`() throws {
  let folder = try Folder()
  let plain = try ProgramRun("paper", short, in: folder)
  #expect(plain.status == 0 && plain.lastLine.hasPrefix("trace-hash: "))
  let backtest = try ProgramRun("backtest", ["--duration", "2s"], in: folder)
  #expect(backtest.lastLine == plain.lastLine)
  let watched = try ProgramRun(
    "paper",
    short + [
      "--speed", "20x", "--metrics", "--sample", "1", "--log", "log", "--spans", "spans", "--wal",
      "kept",
    ], in: folder)
  #expect(watched.status == 0 && watched.lastLine == plain.lastLine, "\(watched.errors)")
  let report = try JSONValue(parsing: Array(folder.read("kept/report.json").utf8))
  #expect(report["trace_hash"]?.string.map { "trace-hash: \($0)" } == plain.lastLine)
  let page = try folder.read("kept/metrics.prom")
  #expect(page.contains("\ntruetape_run_finished 1\n") && page.contains("\ntruetape_log_record "))
  #expect(
    try ProgramRun("tapeview", ["kept/session.rpl", "--summary-only"], in: folder).status == 0)
  let log = try folder.read("log").split(separator: "\n").map {
    try JSONValue(parsing: Array($0.utf8))
  }
  #expect(log.first?["event"]?.string == "began" && log.last?["event"]?.string == "ended")
  #expect(log.last?["trace_hash"]?.string == report["trace_hash"]?.string)
  #expect(try JSONValue(parsing: Array(folder.read("spans").utf8))["traceEvents"] != nil)
}

@Test func `INV-PAPER-2: killed at any point and resumed, a session ends as any other`() throws {
  let folder = try Folder()
  let market = ["--trace", "--duration", "2s", "--snapshot-every", "400"]
  let whole = try ProgramRun("paper", market + ["--wal", "whole"], in: folder)
  #expect(whole.status == 0, "\(whole.errors)")
  let tape = try folder.read("whole/session.rpl")
  var random = RandomStream(masterSeed: TestRun.seed, name: "kills")
  for kill in 0..<(4 * TestRun.scale) {
    let kept = "cut-\(kill)"
    var arguments = market + ["--wal", kept]
    for _ in 0...random.bounded(2) {
      let process = try ProgramRun.process("paper", arguments, in: folder)
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      process.standardInput = FileHandle.nullDevice
      try process.run()
      // Anywhere: before there is anything, in the middle, or behind the end.
      let size = Int(random.bounded(UInt64(tape.utf8.count) * 5 / 4))
      while process.isRunning, folder.size("\(kept)/session.rpl") < size { sched_yield() }
      Glibc.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      if folder.size("\(kept)/config.json") > 0 { arguments = ["--wal", kept, "--resume"] }
    }
    let resumed = try ProgramRun("paper", arguments, in: folder)
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.output == whole.output)
    #expect(try folder.read("\(kept)/session.rpl") == tape)
    #expect(try folder.read("\(kept)/report.json") == folder.read("whole/report.json"))
  }
}

@Test func `what a crash took of the tape comes again from the log behind the snapshot`() throws {
  let session = try PacedSession()
  // The tape is on the disk before a snapshot is: what it had then is safe.
  var safe: [String: Int] = [:]
  while session.process.isRunning, safe.isEmpty || session.size < (safe.values.max() ?? 0) + 1_000 {
    for name in session.snapshots where safe[name] == nil { safe[name] = session.size }
  }
  session.kill()
  let newest = try #require(session.snapshots.max())
  let tape = Array(try session.folder.read("kept/session.rpl").utf8)
  let kept = tape.prefix(safe[newest] ?? tape.count)
  try session.folder.write(String(decoding: kept, as: UTF8.self), to: "kept/session.rpl")
  let resumed = try ProgramRun("paper", ["--wal", "kept", "--resume"], in: session.folder)
  #expect(resumed.status == 0, "\(resumed.errors)")
  #expect(try session.folder.read("kept/session.rpl").utf8.starts(with: tape))
  #expect(
    try ProgramRun("tapeview", ["verify", "kept/session.rpl"], in: session.folder).status == 0)
  // What the snapshot covers is nowhere else: a tape without it is not made up.
  try session.folder.write(
    String(decoding: tape.prefix(2_000), as: UTF8.self), to: "kept/session.rpl")
  let refused = try ProgramRun("paper", ["--wal", "kept", "--resume"], in: session.folder)
  #expect(refused.status == 2)
  #expect(refused.errors.contains("which the session's snapshot covers"), "\(refused.errors)")
}

@Test func `INV-PAPER-3: commands are on the tape, survive a kill, and come in again in a replay`()
  throws
{
  let session = try PacedSession()
  #expect(session.waits(until: "session.rpl", holds: " Fill "))
  for word in ["halt", "resume", "flatten"] { #expect(try session.order(word)) }
  session.kill()
  let resumed = try ProgramRun("paper", ["--wal", "kept", "--resume"], in: session.folder)
  #expect(resumed.status == 0, "\(resumed.errors)")
  let commands = try session.folder.read("kept/session.rpl").split(separator: "\n").filter {
    $0.contains(" OperatorCommand ")
  }
  #expect(commands.map { $0.contains("flatten") } == [false, false, true])
  let replayed = try ProgramRun("paper", ["--replay", "kept"], in: session.folder)
  #expect(replayed.status == 0 && replayed.lastLine == resumed.lastLine)
  #expect(replayed.errors.contains("3 commands included"))
  // A session that was altered is not the session that was.
  let report = try session.folder.read("kept/report.json")
  let digits = try #require(resumed.lastLine.split(separator: " ").last)
  try session.folder.write(
    report.replacingOccurrences(of: digits, with: String(repeating: "0", count: 16)),
    to: "kept/report.json")
  #expect(try ProgramRun("paper", ["--replay", "kept"], in: session.folder).status == 1)
}

@Test
func `INV-RISK-3: a latched kill switch is latched after a crash, and only reset-kill opens it`()
  throws
{
  let session = try PacedSession()
  #expect(session.waits(until: "session.rpl", holds: " Fill "))
  #expect(try session.order("kill"))
  session.kill()
  let before = session.size
  let second = try PacedSession(resuming: session)
  while second.process.isRunning, second.size <= before { sched_yield() }
  #expect(try second.order("resume"))
  second.kill()
  let resumed = try ProgramRun("paper", ["--wal", "kept", "--resume"], in: session.folder)
  #expect(resumed.status == 0, "\(resumed.errors)")
  let tape = try session.folder.read("kept/session.rpl")
  let halves = tape.components(separatedBy: "command=kill\n")
  #expect(halves.count == 2)
  #expect(!halves[1].contains(ourOrder), "an order left through a latched switch")
  #expect(halves[1].contains("verdict=denied") && halves[1].contains("command=resume"))
}

@Test func `limits are reloaded while a session runs, all or none, and a replay finds them again`()
  throws
{
  let session = try PacedSession()
  #expect(session.waits(until: "session.rpl", holds: " Fill "))
  try session.folder.write(#"{"limits": {"order-size": 1, "positon": 5}}"#, to: "wrong.json")
  try session.folder.write(#"{"limits": {"order-size": 1}}"#, to: "tight.json")
  try session.folder.write("limits wrong.json\nlimits tight.json\n", to: "control")
  #expect(session.waits(until: "session.rpl", holds: "verdict=reloaded"))
  #expect(session.waits(until: "session.rpl", holds: "reason=order-size"))
  session.kill()
  let resumed = try ProgramRun("paper", ["--wal", "kept", "--resume"], in: session.folder)
  #expect(resumed.status == 0, "\(resumed.errors)")
  let tape = try session.folder.read("kept/session.rpl")
  #expect(tape.components(separatedBy: "command=reload\n").count == 2, "wrong.json was refused")
  #expect(!tape.components(separatedBy: "verdict=reloaded").dropFirst().joined().contains(ourOrder))
  let replayed = try ProgramRun("paper", ["--replay", "kept"], in: session.folder)
  #expect(replayed.status == 0 && replayed.lastLine == resumed.lastLine, "\(replayed.errors)")
}

@Test func `quit ends a session early, and a replay of it ends at the same place`() throws {
  let session = try PacedSession()
  #expect(session.waits(until: "session.rpl", holds: " Fill "))
  #expect(try session.order("quit"))
  session.process.waitUntilExit()
  #expect(session.process.terminationStatus == 0)
  let replayed = try ProgramRun("paper", ["--replay", "kept"], in: session.folder)
  #expect(replayed.status == 0, "\(replayed.errors)")
  #expect(try session.folder.read("out") == replayed.output)
}

@Test func `Ctrl-C is the command quit, whatever is being read`() throws {
  let folder = try Folder()
  let market = try ProgramRun(
    "orderflow", ["--duration", "12s", "--out", "market.tape"], in: folder)
  #expect(market.status == 0)
  let session = try PacedSession(on: "market.tape", in: folder)
  #expect(session.waits(until: "session.rpl", holds: " Fill "))
  session.process.interrupt()
  session.process.waitUntilExit()
  #expect(session.process.terminationStatus == 130)
  #expect(try folder.read("kept/session.rpl").contains("command=quit\n"))
  let replayed = try ProgramRun("paper", ["--replay", "kept"], in: folder)
  #expect(replayed.status == 0, "\(replayed.errors)")
  #expect(try folder.read("out") == replayed.output)
}

@Test func `denials and the kill switch are seen from outside while a session runs`() throws {
  let folder = try Folder()
  try folder.write("", to: "control")
  let served = try ServedRun(
    "paper",
    [
      "--trace", "--duration", "60s", "--speed", "4x", "--serve", "127.0.0.1:0", "--control",
      "control", "--log", "log",
    ], in: folder)
  #expect(try served.fetch("/healthz").hasSuffix("\r\n\r\nrunning\n"))
  #expect(try served.fetch("/metrics").contains("\ntruetape_kill_switch 0\n"))
  try folder.write("kill\n", to: "control")
  var page = ""
  while !page.contains("truetape_denials_total{reason=\"kill-switch\"} ")
    || page.contains("truetape_denials_total{reason=\"kill-switch\"} 0\n")
  { page = try served.fetch("/metrics") }
  #expect(page.contains("\ntruetape_kill_switch 1\n"))
  #expect(page.contains("\ntruetape_commands_total{command=\"kill\"} 1\n"))
  let health = try served.fetch("/healthz")
  #expect(health.hasPrefix("HTTP/1.1 503 "))
  #expect(health.hasSuffix("\r\n\r\nkilled by operator\n"))
  served.process.interrupt()
  served.process.waitUntilExit()
  #expect(served.process.terminationStatus == 130)
  let log = try folder.read("log")
  #expect(log.contains(#""event":"kill_switch","verdict":"tripped","reason":"operator""#))
  #expect(log.contains(#""event":"requests_denied""#))
}

@Test func `on a terminal a person sees the session at work, and types commands`() throws {
  let screen = try TerminalRun(
    "paper", ["--trace", "--duration", "60s", "--speed", "4x"], in: try Folder())
  for words in ["P&L", "orders  working", "position ACME", "answer p50", "step p50", "open"] {
    #expect(screen.shows(words), "no \(words) on \(screen.picture.text)")
  }
  #expect(screen.waits { !$0.picture.text.contains("step p50 -") }, "\(screen.picture.text)")
  screen.type("kill\n")
  #expect(screen.shows("killed by operator"))
  screen.type("quit\n")
  #expect(screen.end() == 0)
  #expect(screen.picture.text.contains("trace-hash: "))
}

@Test(
  arguments: [
    ([], "say --trace [FILE] or --simulate SEED"),
    (["--resume"], "--resume goes with --wal DIR"),
    (["--replay", "none"], "none"),
    (["--trace", "x.rpl", "--simulate", "1"], "name a tape or --simulate, not both"),
    (["--trace", "--serve", "0.0.0.0:80"], "is not an address of this machine"),
  ])
func `a session that cannot be is refused at once`(arguments: [String], part: String) throws {
  let run = try ProgramRun("paper", arguments, in: try Folder())
  #expect(run.status == 2 && run.output.isEmpty && run.errors.contains(part), "\(run.errors)")
}
