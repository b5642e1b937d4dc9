import Backtest
import Core
import HostIO
import PlanHost
import Wire

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

/// A command with the time and the place on the session's tape at which it was given.
struct RecordedCommand: Equatable {
  let place: TapeSequence
  let time: Timestamp
  let word: OperatorWord

  /// `1234 5000000 halt`: place, nanoseconds, word.
  var line: String { "\(place.rawValue) \(time.nanoseconds) \(word.token)\n" }

  init(place: TapeSequence, time: Timestamp, word: OperatorWord) {
    self.place = place
    self.time = time
    self.word = word
  }

  init?(line: Substring) {
    let words = line.split(separator: " ").map(String.init)
    guard words.count == 3, let place = UInt64(words[0]), let nanoseconds = Int64(words[1]),
      let time = Timestamp(nanoseconds: nanoseconds), let word = Self.word(words[2])
    else { return nil }
    self.init(place: TapeSequence(place), time: time, word: word)
  }

  /// The command of this name; `reload` is none, because a word cannot carry limits.
  static func word(_ text: String) -> OperatorWord? {
    OperatorWord.allCases.first { "\($0.token)" == text && $0 != .reload }
  }
}

/// The directory of a session.
///
/// What a session does is a function of its configuration, its market and what operators said, and
/// when. So these are what is kept durably: after a crash the session is run again from them and
/// goes on where it was cut off.
///
///     config.json       settings and market
///     commands.1.log    commands of the first run, synced before they act; of a resumed run the next
///     session.rpl       the session's tape, unless --out; report.json its result; metrics.prom its last page of
///                       metrics: made anew by a resumed run
struct SessionDirectory {
  let directory: OutputDirectory
  let plan: BacktestPlan
  let market: PaperMarket
  /// Everything that was said so far, in order.
  let commands: [RecordedCommand]
  private let run: Int

  /// Begins a session; a directory that has one is refused.
  static func new(
    _ path: String, _ plan: BacktestPlan, _ market: PaperMarket
  ) throws -> SessionDirectory {
    let directory = try OutputDirectory(path: path)
    guard try !directory.names().contains("config.json") else {
      throw BadInput("\(path): has a session: go on with --resume, or name another directory")
    }
    var file = try OutputFile(path: directory.path(of: "config.json"), mode: .atomic)
    try file.write(
      JSONWriter.object(.indented) { document in
        if let tape = market.tape { document.member("tape", tape) }
        document.member("duration", market.duration)
        document.object("settings") { settings in
          for setting in plan.settings { settings.member(setting.name, setting.value) }
        }
      } + [UInt8(ascii: "\n")])
    try file.finish()
    return SessionDirectory(
      directory: directory, plan: plan, market: market, commands: [], run: 1)
  }

  /// Reads a session's configuration and commands.
  static func existing(_ path: String) throws -> SessionDirectory {
    let directory = OutputDirectory(existing: path)
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
    var commands: [RecordedCommand] = []
    var run = 1
    let names = try directory.names()
    while names.contains("commands.\(run).log") {
      let path = directory.path(of: "commands.\(run).log")
      var log = try InputFile(path: path)
      let text = String(decoding: try log.readAll(), as: UTF8.self)
      for (number, line) in text.split(separator: "\n").enumerated() {
        // A line that a crash cut off never acted: it was not synced.
        let isWhole = text.hasSuffix("\n") || number + 1 < text.split(separator: "\n").count
        guard isWhole else { continue }
        guard let command = RecordedCommand(line: line) else {
          throw BadInput("\(path):\(number + 1): not a command")
        }
        commands.append(command)
      }
      run += 1
    }
    let market = PaperMarket(
      tape: document["tape"]?.string, duration: document["duration"]?.string ?? "1m")
    return SessionDirectory(
      directory: directory, plan: plan, market: market, commands: commands, run: run)
  }

  /// The file of this run's commands.
  func commandLog() throws -> OutputFile {
    try OutputFile(path: directory.path(of: "commands.\(run).log"), mode: .prefixKeeping)
  }

  /// Where the session's tape is written, unless it is asked for elsewhere.
  var tapePath: String { directory.path(of: "session.rpl") }

  /// Whether the session was begun by an earlier run.
  var isLaterRun: Bool { run > 1 }

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
}
