internal import Core
internal import HostIO
internal import TapeView

extension TapeviewCommand {
  /// `tapeview order ID FILE`.
  static let telling = CommandDescription(
    "order", "Tells the life of one order: what happened to it, when, and what it came to.",
    operands: [
      OperandDescription("ID", "Number of the order."),
      OperandDescription("FILE", "The tape, or - for standard input."),
    ],
    options: [
      OptionGroup(
        "Output",
        [
          .flag("json", "Prints one JSON document."),
          .flag("lenient", "Counts malformed lines and goes on."),
        ])
    ],
    notes: [
      "What is ahead in the queue is known where the tape names orders. A print is told with the "
        + "fill that follows it. Status 1 when the tape says nothing of the order."
    ],
    examples: [CommandExample("tapeview order 4246 trace.rpl", "Tells the life of order 4246.")])

  /// `tapeview order ID FILE`.
  static func order(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let id = try arguments.operand("ID", as: .integer(in: 0...UInt64.max))
    var story: OrderStory?
    let (replay, name) = try play(try arguments.operand("FILE"), arguments) { event, header in
      if story == nil { story = OrderStory(of: OrderID(id), header: header) }
      story?.add(event)
    }
    story?.finish()
    guard let story, !story.isEmpty else {
      throw Finding("\(name): no event is about order \(id)")
    }
    if try arguments.isGiven("json") {
      try output.write(story.json(traceHash: replay.traceHash))
      return .done
    }
    for line in story.lines { try output.writeLine(line) }
    try output.writeLine()
    try output.writeLine("trace-hash: \(String(hexadecimal: replay.traceHash))")
    return .done
  }
}
