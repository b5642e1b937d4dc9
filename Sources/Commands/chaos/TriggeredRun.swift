import Core
import FaultSim
import HostIO
import Wire

/// One delivery with the faults that the command line names.
struct TriggeredRun {
  private let triggers: ChaosTriggers

  /// Nil where no fault was named.
  init?(_ arguments: ParsedArguments, seed: UInt64) throws {
    var triggers = ChaosTriggers(seed: seed)
    let given = arguments.given(of: Self.options)
    if given.isEmpty { return nil }
    // The phase draws a whole plan, so it comes first.
    for option in given.filter({ $0.name == "phase" }) + given.filter({ $0.name != "phase" }) {
      let text = option.text ?? ""
      guard triggers.apply(option.name, text) else {
        let form = ChaosTriggers.table.first { $0.name == option.name }?.form ?? ""
        throw arguments.badValue(option.name, value: text, expected: form)
      }
    }
    self.triggers = triggers
  }

  static let options = OptionGroup(
    "One run with exactly these faults, instead of the campaign",
    ChaosTriggers.table.map { .value($0.name, $0.form, $0.help, repeatable: true) })

  func perform(_ isJSON: Bool, _ output: inout StandardOutput) throws -> ProgramStatus {
    var run = DeliveryRun(triggers.plan)
    run.run()
    let report = run.report
    var verdicts: [String] = []
    var isBroken = !report.violations.isEmpty
    for bit in triggers.bits {
      let place = "\(bit.segment):\(bit.record):\(bit.bit)"
      switch run.outcome(turning: bit) {
      case .refused(let reason): verdicts.append("corrupt   \(place) refused: \(reason)")
      case .recovered(let count, let all):
        verdicts.append("corrupt   \(place) recovered \(count) of \(all) inputs")
      case .otherState:
        verdicts.append("corrupt   \(place) violation: another state came back")
        isBroken = true
      case nil:
        throw BadInput("there is no bit \(place); records: \(run.places.joined(separator: " "))")
      }
    }
    if isJSON {
      try output.write(json(report, verdicts))
      try output.writeLine()
    } else {
      for line in text(report, verdicts) { try output.writeLine(line) }
    }
    return isBroken ? .found : .done
  }

  private func text(_ report: DeliveryReport, _ verdicts: [String]) -> [String] {
    [
      "delivery  seed \(triggers.plan.seed)  \(triggers.plan.inputCount) inputs",
      "faults    \(triggers.plan)",
      "messages  \(report.messages): \(report.dropped) dropped, \(report.duplicated) doubled, "
        + "\(report.reordered) overtaken, \(report.stalled) held up",
      "sender    \(report.timeouts) timeouts, longest wait \(report.longestWait.count / 1_000) us",
      "node      \(report.recoveries) recoveries, \(report.repeats) repeats passed over",
      "length    \(report.length.count / 1_000) us",
    ] + verdicts + report.violations.map { "violation: \($0)" } + [
      "trace-hash: \(String(hexadecimal: report.trace.value))"
    ]
  }

  private func json(_ report: DeliveryReport, _ verdicts: [String]) -> [UInt8] {
    JSONWriter.object { object in
      object.member("seed", triggers.plan.seed)
      object.member("inputs", triggers.plan.inputCount)
      object.member("faults", "\(triggers.plan)")
      object.member("recoveries", report.recoveries)
      object.member("violations", report.violations.count)
      object.member("messages", report.messages)
      object.member("dropped", report.dropped)
      object.member("duplicated", report.duplicated)
      object.member("reordered", report.reordered)
      object.member("stalled", report.stalled)
      object.member("timeouts", report.timeouts)
      object.member("repeats", report.repeats)
      object.member("longest_wait_ns", report.longestWait.count)
      object.member("length_ns", report.length.count)
      object.array("verdicts") { array in for text in verdicts { array.element(text) } }
      object.array("samples") { array in for text in report.violations { array.element(text) } }
      object.member("trace_hash", String(hexadecimal: report.trace.value))
    }
  }
}
