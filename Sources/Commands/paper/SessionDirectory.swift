import Backtest
import Core
import HostIO
import PlanHost
import Wire

/// What a session is of, as it is kept: everything that shapes it but what operators say.
struct PaperSession {
  var plan: BacktestPlan
  let market: PaperMarket
  /// Records of the log between two snapshots.
  var snapshotInterval: UInt64
}

/// Where a session's market comes from, as it is kept.
struct PaperMarket: Equatable {
  /// A tape's path; nil for a simulated market.
  let tape: String?
  /// How long to simulate.
  let duration: String

  func open(seed: UInt64) throws -> MarketInput {
    if let tape { return try MarketInput(path: tape) }
    do throws(SettingFailure) {
      return MarketInput(seed: seed, duration: try SettingText.duration(duration))
    } catch { throw BadInput("--duration: expected \(error.expected)") }
  }
}

/// The directory of a session.
///
/// What moves a session, the market's events and what operators say, is in its log; with the newest
/// snapshot of it a session goes on after a crash. The other files are for people, and for `--replay`.
///
///     config.json       settings and market
///     log/              the write-ahead log and its snapshots
///     session.rpl       the session's tape, commands included
///     limits-HASH.json  limits that an operator took into force, by the hash that the tape has
///     report.json       the result; metrics.prom its last page of metrics
struct SessionDirectory {
  let directory: OutputDirectory

  /// Begins a session; a directory that has one is refused.
  static func new(_ path: String, _ session: PaperSession) throws -> SessionDirectory {
    let directory = try OutputDirectory(path: path)
    guard try !directory.names().contains("config.json") else {
      throw BadInput("\(path): has a session: go on with --resume, or name another directory")
    }
    try write("config.json", in: directory) { document in
      if let tape = session.market.tape { document.member("tape", tape) }
      document.member("duration", session.market.duration)
      document.member("snapshot_every", session.snapshotInterval)
      document.object("settings") { settings in
        for setting in session.plan.settings { settings.member(setting.name, setting.value) }
      }
    }
    return SessionDirectory(directory: directory)
  }

  init(directory: OutputDirectory) { self.directory = directory }

  /// A session that has begun.
  init(existing path: String) { directory = OutputDirectory(existing: path) }

  /// Reads what the session is of.
  func session() throws -> PaperSession {
    let name = directory.path(of: "config.json")
    var file = try InputFile(path: name)
    let bytes = try file.readAll()
    let document: JSONValue
    do { document = try JSONValue(parsing: bytes) } catch { throw BadInput("\(name):\(error)") }
    var plan = BacktestPlan()
    for setting in document["settings"]?.members ?? [] {
      do throws(PlanError) {
        try plan.apply(key: setting.name, text: setting.value.string ?? "")
      } catch { throw BadInput("\(name): settings: \(error)") }
    }
    guard let interval = document["snapshot_every"]?.number.flatMap({ UInt64($0.text) }) else {
      throw BadInput("\(name): expected snapshot_every")
    }
    return PaperSession(
      plan: plan,
      market: PaperMarket(
        tape: document["tape"]?.string, duration: document["duration"]?.string ?? "1m"),
      snapshotInterval: interval)
  }

  /// What operators said, from the session's tape.
  func commands() throws -> [RecordedCommand] {
    let path = directory.path(of: "session.rpl")
    var tape = try TapeInput(path: path)
    _ = try tape.begin()
    var commands: [RecordedCommand] = []
    var events: [Event] = []
    repeat {
      events.removeAll(keepingCapacity: true)
      try tape.read(into: &events, atMost: MarketInput.chunk)
      for event in events {
        switch event.payload {
        case .operatorCommand(let command):
          commands.append(RecordedCommand(event, .command(command.command)))
        case .riskDecision(let decision) where decision.verdict == .reloaded:
          // The limits of the command in front of it, by their hash.
          guard let command = commands.popLast() else { continue }
          let limits = try PlanOptions.limits(file: limits(decision.observed))
          commands.append(RecordedCommand(command, .reload(limits)))
        default: continue  // open set: nobody's word
        }
      }
    } while !events.isEmpty
    return commands
  }

  /// Keeps limits before they are taken into force: the tape names them by their hash alone.
  func keep(_ limits: [RunIdentity.Setting], hash: UInt64) throws {
    let name = "limits-\(String(hexadecimal: hash)).json"
    try Self.write(name, in: directory) { document in
      document.object("limits") { object in
        for setting in limits { object.member(String(setting.name.dropFirst(7)), setting.value) }
      }
    }
  }

  private func limits(_ hash: UInt64) -> String {
    directory.path(of: "limits-\(String(hexadecimal: hash)).json")
  }

  /// Writes the result and the last page of metrics.
  func write(_ report: BacktestReport, metrics: [UInt8]) throws {
    var page = try OutputFile(path: directory.path(of: "metrics.prom"), mode: .atomic)
    try page.write(metrics)
    try page.finish()
    var file = try OutputFile(path: directory.path(of: "report.json"), mode: .atomic)
    try file.write(report.json(withFills: true) + [UInt8(ascii: "\n")])
    try file.finish()
  }

  /// Trace hash of the session's report; nil before it is finished.
  func reportedHash() throws -> String? {
    guard try directory.names().contains("report.json") else { return nil }
    var file = try InputFile(path: directory.path(of: "report.json"))
    return try JSONValue(parsing: file.readAll())["trace_hash"]?.string
  }

  private static func write(
    _ name: String, in directory: OutputDirectory, _ body: (inout JSONObjectWriter) -> Void
  ) throws {
    var file = try OutputFile(path: directory.path(of: name), mode: .atomic)
    try file.write(JSONWriter.object(.indented, body) + [UInt8(ascii: "\n")])
    try file.finish()
  }
}
