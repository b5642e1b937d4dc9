internal import Core
internal import HostIO
internal import TapeView

extension TapeviewCommand {
  /// `tapeview verify FILE`.
  static func verify(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    var tape = try TapeFile(arguments, "FILE")
    var verifier = TapeVerifier()
    do {
      while try tape.next() {
        verifier.feed(tape.chunk)
        try verifier.check()
      }
      verifier.finish()
      try verifier.check()
    } catch let error as TapeError {
      throw tape.error(error)
    }
    tape.quiet()
    try output.writeLine("\(tape.name): \(verifier.verdict.text(verifier.header))")
    try output.writeLine("events read: \(verifier.events)")
    if verifier.timesBackward > 0 {
      try output.writeLine("events back in time: \(verifier.timesBackward)")
    }
    try output.writeLine("trace-hash: \(String(hexadecimal: verifier.traceHash))")
    return verifier.verdict == .complete ? .done : .found
  }

  /// `tapeview diff A B`.
  static func diff(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let context = try arguments.value("context", as: .integer(in: 0...10_000))
    let (first, second) = (try arguments.operand("A"), try arguments.operand("B"))
    guard first != "-" || second != "-" else {
      throw arguments.conflict("standard input can be read once: name a file for A or B")
    }
    var left = try TapeFile(arguments, "A")
    var right = try TapeFile(arguments, "B")
    let comparison = try compare(&left, &right, TapeDiff(context: context))
    left.quiet()
    right.quiet()
    try output.writeLine("A  \(left.name)")
    try output.writeLine("B  \(right.name)")
    for line in comparison.lines { try output.writeLine(line) }
    guard comparison.isSame else { return .found }
    try output.writeLine("trace-hash: \(String(hexadecimal: comparison.left.hash))")
    return .done
  }

  private static func compare(
    _ left: inout TapeFile, _ right: inout TapeFile, _ start: TapeDiff
  ) throws -> TapeComparison {
    var diff = start
    while true {
      let step: TapeDiff.Step
      do { step = try diff.next() } catch {
        throw error.side == .left ? left.error(error.error) : right.error(error.error)
      }
      switch step {
      case .needs(.left):
        if try left.next() { diff.feed(left.chunk, to: .left) } else { diff.finish(.left) }
      case .needs(.right):
        if try right.next() { diff.feed(right.chunk, to: .right) } else { diff.finish(.right) }
      case .done(let comparison): return comparison
      }
    }
  }
}
