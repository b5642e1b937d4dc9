internal import Core
internal import HostIO
internal import TapeView

extension TapeviewCommand {
  /// Reads a tape to its end and calls back with each event that passes `terms`, and the header;
  /// says on standard error what a reader should know of the tape.
  static func play(
    _ path: String, _ arguments: ParsedArguments, terms: TapeFilterTerms = TapeFilterTerms(),
    _ body: (Event, TapeHeader) throws -> Void
  ) throws -> (replay: TapeReplay, name: String) {
    var tape = try TapeFile(arguments, path: path)
    var replay = TapeReplay(showing: terms, lenient: try arguments.isGiven("lenient"))
    var header: TapeHeader?
    var isFinished = false
    while true {
      while let event = try next(&replay, tape) {
        let known = header ?? replay.header
        header = known
        try body(event, known)
      }
      if isFinished { break }
      if Interruption.isRequested { throw Interrupted() }
      if try tape.next() {
        replay.feed(tape.chunk)
      } else {
        replay.finish()
        isFinished = true
      }
    }
    tape.quiet()
    let errors = StandardError()
    if let skipped = replay.summary?.skippedLines, skipped > 0 {
      errors.writeLine("tapeview: \(tape.name): skipped \(skipped) malformed lines")
    }
    if !replay.isComplete {
      errors.writeLine("tapeview: \(tape.name): no end line: the tape may have been cut off")
    }
    return (replay, tape.name)
  }
}
