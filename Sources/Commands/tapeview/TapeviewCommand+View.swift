internal import Core
internal import HostIO
internal import TapeView
internal import Venue

extension TapeviewCommand {
  /// `tapeview FILE …`: the events that pass, then the summary.
  static func view(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    if LogPlace(try arguments.operand("FILE")).segment != nil {
      let path = try arguments.operand("FILE")
      throw BadInput("\(path): this is a segment of a log, by its name: tapeview unwrap \(path)")
    }
    if try arguments.isGiven("tui") { return try screen(arguments) }
    if let sequence = try arguments.valueIfGiven("book-at", as: .integer(in: 1...UInt64.max)) {
      return try showBook(behind: TapeSequence(sequence), arguments, &output)
    }
    if try arguments.isGiven("depth") {
      throw arguments.conflict("--depth is of the books that --book-at SEQ shows: name the event")
    }
    var viewing = try TapeViewing(arguments)
    return try viewing.run(&output)
  }

  /// The filters that the command line asks for.
  static func terms(_ arguments: ParsedArguments) throws -> TapeFilterTerms {
    var terms = TapeFilterTerms()
    for criterion in FilterCriterion.allCases {
      for text in try arguments.values(criterion.rawValue, as: .text) {
        try terms.add(criterion, text)
      }
    }
    return terms
  }

  private static func showBook(
    behind sequence: TapeSequence, _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let filters = FilterCriterion.allCases.filter { $0 != .symbol }.map(\.rawValue)
    for option in filters + ["json", "step", "speed", "save-state", "load-state", "summary-only"]
    where try arguments.isGiven(option) {
      throw arguments.conflict("--book-at prints books: it does not go with --\(option)")
    }
    let terms = try terms(arguments)
    let depth = try arguments.value("depth", as: .integer(in: 1...1_000_000))
    var tape = try TapeFile(arguments, "FILE")
    var replay = TapeReplay(
      showing: TapeFilterTerms(), lenient: try arguments.isGiven("lenient"))
    var books: BookView?
    var isFinished = false
    while true {
      while let event = try next(&replay, tape) {
        if books == nil { books = try BookView(header: replay.header, terms: terms) }
        books?.apply(event)
        guard event.sequence >= sequence, let books else { continue }
        tape.quiet()
        for line in books.lines(depth: depth) { try output.writeLine(line) }
        try output.writeLine("(trace-hash is of the \(replay.cursor.hash.count) events read)")
        try output.writeLine("trace-hash: \(String(hexadecimal: replay.traceHash))")
        return .done
      }
      if isFinished { break }
      if try tape.next() {
        replay.feed(tape.chunk)
      } else {
        replay.finish()
        isFinished = true
      }
    }
    throw BadInput("\(tape.name): the tape ends at event \(replay.cursor.sequence.rawValue)")
  }

  /// The next event to show, with errors that name the file.
  static func next(
    _ replay: inout TapeReplay, _ tape: borrowing TapeFile
  ) throws -> Event? {
    do { return try replay.next() } catch {
      switch error {
      case .tape(let fault): throw tape.error(fault)
      case .filter, .otherTape: throw error
      }
    }
  }
}
