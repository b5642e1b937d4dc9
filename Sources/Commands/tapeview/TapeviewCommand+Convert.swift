internal import Core
internal import HostIO

extension TapeviewCommand {
  static let converting = CommandDescription(
    "convert", "Writes a tape in its other form, or in the same one anew.",
    operands: [
      OperandDescription("IN", "The tape, or - for standard input."),
      OperandDescription("OUT", "Where to write it: .rpl for text, .tape for the binary form."),
    ],
    notes: [
      "Both forms hold the same events and have the same trace hash. OUT is whole or absent: a tape "
        + "that is cut off or altered is not converted, and neither is one that Ctrl-C stops."
    ],
    examples: [
      CommandExample(
        "tapeview convert trace.rpl trace.tape", "Makes it small and quick to seek in.")
    ])

  /// `tapeview convert IN OUT`.
  static func convert(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let (source, target) = (try arguments.operand("IN"), try arguments.operand("OUT"))
    let form = TapeForm(ofFileNamed: target)
    guard target.hasSuffix(".\(form.fileExtension)") else {
      throw arguments.conflict("OUT says the form by its name: end it with .rpl or .tape")
    }
    try OutputPaths.check(
      inputs: [UsedPath("IN", source)], outputs: [UsedPath("OUT", target)])
    var tape = try TapeFile(arguments, "IN")
    var file = try OutputFile(path: target, mode: .atomic)
    let decoder = try copy(&tape, to: &file, form)
    let bytes = file.bytesWritten
    try file.finish()
    tape.quiet()
    try output.writeLine("events: \(decoder.hash.count)")
    try output.writeLine("\(decoder.form ?? .text): \(tape.bytesRead) bytes")
    try output.writeLine("\(form): \(bytes) bytes")
    try output.writeLine("trace-hash: \(String(hexadecimal: decoder.hash.value))")
    return .done
  }

  /// Reads a tape to its end and writes it; the decoder says what was read.
  private static func copy(
    _ tape: inout TapeFile, to file: inout OutputFile, _ form: TapeForm
  ) throws -> TapeDecoder {
    var decoder = TapeDecoder()
    var encoder: TapeEncoder?
    var bytes: [UInt8] = []
    var isFinished = false
    while !isFinished {
      if Interruption.isRequested { throw Interrupted() }
      if try tape.next() {
        decoder.feed(tape.chunk)
      } else {
        decoder.finish()
        isFinished = true
      }
      do throws(TapeError) {
        while let step = try decoder.advance() {
          guard step == .event else { continue }
          if encoder == nil { encoder = begin(decoder.header, form, &bytes) }
          do { try encoder?.write(decoder.event, into: &bytes) } catch {
            // A decoder hands out only events that an encoder takes.
            throw TapeError(line: decoder.line, column: 1, reason: .unknownName)
          }
        }
      } catch {
        throw tape.error(error)
      }
      try file.write(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    guard decoder.isComplete else {
      throw BadInput(
        "\(tape.name): the tape was cut off after \(decoder.hash.count) events: it has no end")
    }
    if encoder == nil { encoder = begin(decoder.header, form, &bytes) }
    encoder?.finish(into: &bytes)
    try file.write(bytes)
    return decoder
  }

  private static func begin(
    _ header: TapeHeader, _ form: TapeForm, _ bytes: inout [UInt8]
  ) -> TapeEncoder {
    var encoder = TapeEncoder(header, form: form)
    encoder.begin(into: &bytes)
    return encoder
  }
}
