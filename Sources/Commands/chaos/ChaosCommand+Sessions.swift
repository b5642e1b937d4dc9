import Core
import HostIO
import SessionTrials
import Wire

extension ChaosCommand {
  static let sessions = CommandDescription(
    "sessions",
    "Stops whole trading sessions anywhere, brings them back, and checks what comes of them.",
    options: [
      OptionGroup(
        "Sessions",
        [
          .value("seed", "N", "Seed of the first session; each takes the next.", default: "1"),
          .value("count", "N", "How many sessions.", default: "1000"),
          .flag("json", "Prints one JSON document."),
        ])
    ],
    notes: [
      "A session is strategies, limits, order registry, books and a simulated venue on a drawn "
        + "market, with operators' commands; behind a log on a disk that crashes and fails.",
      "One session in a hundred is run twice. A violation names its seed.",
    ],
    examples: [
      CommandExample("chaos sessions --count 10000", "what the long check runs"),
      CommandExample("chaos sessions --seed 17 --count 1", "one session again"),
    ])

  /// `chaos sessions`.
  static func tryAll(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let seed = try arguments.value("seed", as: ValueForm<UInt64>.integer(in: 0...UInt64.max))
    let count = try arguments.value("count", as: .integer(in: 1...1_000_000_000))
    let isJSON = try arguments.isGiven("json")
    var campaign = SessionCampaign(seed: seed)
    var progress = ProgressLine("trading", unit: "sessions", total: Int64(count))
    for done in 0..<count where !Interruption.isRequested {
      campaign.runNextSeed()
      progress.update(done: Int64(done))
    }
    progress.erase()
    let report = campaign.report
    try isJSON ? printJSON(report, seed, &output) : printText(report, seed, &output)
    if Interruption.isRequested { throw Interrupted() }
    return report.violationCount == 0 ? .done : .found
  }

  private static func printText(
    _ report: SessionCampaign.Report, _ seed: UInt64, _ output: inout StandardOutput
  ) throws {
    try output.writeLine("chaos sessions  seed \(seed)")
    let figures = [
      (report.sessions, "sessions, of which some were run twice:"), (report.repeated, "repeated"),
      (report.inputs, "inputs: openings, market events, commands"),
      (report.recoveries, "logs brought back"),
      (Int(report.requests), "orders, amends and cancels sent"), (Int(report.fills), "fills"),
      (Int(report.denials), "requests denied by risk"),
      (report.trips, "sessions in which the kill switch tripped"),
      (report.violationCount, "violations"),
    ]
    try printReport(figures, report.violations, trace: report.trace.value, &output)
  }

  private static func printJSON(
    _ report: SessionCampaign.Report, _ seed: UInt64, _ output: inout StandardOutput
  ) throws {
    let document = JSONWriter.object { object in
      object.member("seed", seed)
      object.member("sessions", report.sessions)
      object.member("repeated", report.repeated)
      object.member("inputs", report.inputs)
      object.member("recoveries", report.recoveries)
      object.member("requests", report.requests)
      object.member("fills", report.fills)
      object.member("denials", report.denials)
      object.member("trips", report.trips)
      object.member("violations", report.violationCount)
      object.array("samples") { array in for text in report.violations { array.element(text) } }
      object.member("trace_hash", String(hexadecimal: report.trace.value))
    }
    try output.write(document)
    try output.writeLine("")
  }
}
