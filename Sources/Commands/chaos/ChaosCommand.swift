import Core
import FaultSim
import HostIO
import Wire

/// `chaos`: crashes a node on a simulated disk until it has been brought back often enough.
enum ChaosCommand {
  static let description = CommandDescription(
    "chaos",
    "Crashes a logged state machine at every write, in every way, and checks what comes back.",
    usage: ["[options]", "sessions [options]"],
    options: [
      OptionGroup(
        "Options",
        [
          .value(
            "seed", "N", "Seed of the first run; each following run takes the next.", default: "1"),
          .value(
            "recoveries", "N", "Goes on until a log has been brought back N times.",
            default: "20000"),
          .value(
            "seeds", "FILE", "Runs the seeds in it first, and adds each other one that fails."),
          .flag("json", "Prints one JSON document."),
        ]),
      TriggeredRun.options,
    ],
    subcommands: [sessions],
    notes: [
      "A violation names its seed and place; `chaos --seed THAT` begins with that seed.",
      "A file of seeds has one a line, and what it found behind it; lines with # are remarks.",
      "The exit status is 1 when there was a violation.",
    ],
    examples: [
      CommandExample("chaos --seed 7 --recoveries 1000000 --json", "the long run"),
      CommandExample(
        "chaos --drop every:10 --kill-at write:17 --latency-spike at:5ms,for:200ms",
        "one delivery over a bad channel, with a crash and a slow disk"),
      CommandExample("chaos --corrupt 2:120:5", "a bit that turns at rest"),
    ])

  static func run(
    _ arguments: ParsedArguments, output: inout StandardOutput
  ) throws -> ProgramStatus {
    if arguments.subcommand == sessions.name { return try tryAll(arguments, &output) }
    let seed = try arguments.value("seed", as: ValueForm<UInt64>.integer(in: 0...UInt64.max))
    let goal = try arguments.value("recoveries", as: .integer(in: 1...1_000_000_000))
    let isJSON = try arguments.isGiven("json")
    if let one = try TriggeredRun(arguments, seed: seed) {
      return try one.perform(isJSON, &output)
    }
    let kept = try arguments.valueIfGiven("seeds", as: .text).map { try KeptSeeds(path: $0) }
    if !isJSON {
      try output.writeLine("chaos  seed \(seed)  \(goal) recoveries")
      let figures = CrashCampaign.configuration.map { "\($0.name) \($0.value)" }
      try output.writeLine("runs   " + figures.joined(separator: "  "))
    }
    var campaign = CrashCampaign(seed: seed, goal: goal, first: kept?.seeds ?? [])
    var progress = ProgressLine("crashing", unit: "recoveries", total: Int64(goal))
    while !campaign.isDone, !Interruption.isRequested {
      campaign.runNextSeed()
      progress.update(done: Int64(campaign.report.recoveries))
    }
    progress.erase()
    try kept?.add(campaign.failures)
    try isJSON ? printJSON(campaign, &output) : printText(campaign, &output)
    if Interruption.isRequested { throw Interrupted() }
    return campaign.report.violationCount == 0 ? .done : .found
  }

  private static func printText(
    _ campaign: CrashCampaign, _ output: inout StandardOutput
  ) throws {
    let report = campaign.report
    let figures = [
      (report.recoveries, "logs brought back"), (campaign.seedCount, "seeds"),
      (report.sealedEnds, "ended with a seal"), (report.tornTails, "had a torn tail, cut off"),
      (report.refusals, "were refused as damaged, after bits were turned"),
      (report.lastBatchesLost, "lost their last, unsealed batch to a turned bit"),
      (report.liesNoticed, "were refused after the disk had lied about syncs"),
      (report.liesBelieved, "came back too short after such a lie, which left no trace"),
      (report.unreadableSnapshots, "snapshots were passed over as unreadable"),
      (report.olderSnapshots, "came back once more from an older snapshot, to the same state"),
      (report.deliveries, "deliveries over faulty channels, clocks and disks"),
      (Int(report.messagesStruck), "messages lost, doubled, overtaken or held up in them"),
      (Int(report.timeouts), "times a sender sent again"),
      (report.violationCount, "violations"),
    ]
    try printReport(figures, report.violations, trace: report.trace.value, &output)
  }

  /// What both campaigns end with: figures and what they mean, violations, the hash of it all.
  static func printReport(
    _ figures: [(Int, String)], _ violations: [String], trace: UInt64,
    _ output: inout StandardOutput
  ) throws {
    for (figure, meaning) in figures {
      let text = String(figure)
      try output.writeLine(
        String(repeating: " ", count: max(0, 10 - text.count)) + text + "  " + meaning)
    }
    for violation in violations { try output.writeLine("violation: \(violation)") }
    try output.writeLine("trace-hash: \(String(hexadecimal: trace))")
  }

  private static func printJSON(
    _ campaign: CrashCampaign, _ output: inout StandardOutput
  ) throws {
    let report = campaign.report
    let document = JSONWriter.object { object in
      object.member("seed", campaign.seed)
      object.member("seeds", campaign.seedCount)
      object.object("configuration") { object in
        for (name, value) in CrashCampaign.configuration { object.member(name, value) }
      }
      object.member("recoveries", report.recoveries)
      object.member("violations", report.violationCount)
      object.member("sealed_ends", report.sealedEnds)
      object.member("torn_tails", report.tornTails)
      object.member("refusals", report.refusals)
      object.member("last_batches_lost", report.lastBatchesLost)
      object.member("lies_noticed", report.liesNoticed)
      object.member("lies_believed", report.liesBelieved)
      object.member("unreadable_snapshots", report.unreadableSnapshots)
      object.member("older_snapshots", report.olderSnapshots)
      object.member("deliveries", report.deliveries)
      object.member("messages_struck", report.messagesStruck)
      object.member("timeouts", report.timeouts)
      object.array("samples") { array in for text in report.violations { array.element(text) } }
      object.member("trace_hash", String(hexadecimal: report.trace.value))
    }
    try output.write(document)
    try output.writeLine("")
  }
}
