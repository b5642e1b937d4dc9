#if !Fuzzing
  import FuzzTargets
  import HostIO

  /// `fuzz` without the engine: lists targets, writes seeds, replays inputs.
  enum FuzzCommand {
    static let description = CommandDescription(
      "fuzz", "Replays inputs of the fuzzed decoders; scripts/fuzz looks for new ones.",
      usage: ["--list", "TARGET FILE ..."],
      operands: [
        OperandDescription("TARGET", "A name of --list.", .optional),
        OperandDescription("FILE", "Inputs, or - for standard input.", .many),
      ],
      options: [
        OptionGroup("Instead", [.flag("list", "Prints each target and what it is held to.")])
      ],
      notes: [
        "Status 0: every promise held. Status 1: one was broken. A trap ends the process, with a "
          + "trace of calls."
      ],
      examples: [
        CommandExample("fuzz --list", "what is fuzzed"),
        CommandExample("fuzz json .build/fuzz/crashes/json/crash-1f", "does it still fail?"),
      ])

    static func run(
      _ arguments: ParsedArguments, output: inout StandardOutput
    ) throws -> ProgramStatus {
      if try arguments.isGiven("list") {
        for target in FuzzTarget.all { try output.writeLine("\(target.name): \(target.promise)") }
        return .done
      }
      let name = try arguments.operandIfGiven("TARGET", as: .text) ?? ""
      guard let target = FuzzTarget.named(name) else {
        let nearest = NearestName.of(name, among: FuzzTarget.all.map(\.name))
        throw arguments.conflict(
          "no target is called '\(name)'"
            + (nearest.map { "; did you mean \($0)?" } ?? ": see --list for their names"))
      }
      for path in try arguments.operands("FILE") {
        var file = try InputFile(path: path)
        do { try target.check(file.readAll()) } catch let fault as FuzzFault {
          throw Finding("\(path): \(fault)")
        }
        try output.writeLine("\(path): every promise held")
      }
      return .done
    }
  }
#endif
