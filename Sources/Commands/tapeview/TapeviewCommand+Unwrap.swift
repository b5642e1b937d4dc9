internal import Core
internal import HostIO
internal import Venue
internal import WAL

extension TapeviewCommand {
  static let unwrapping = CommandDescription(
    "unwrap", "Shows the requests that a venue's write-ahead log holds, as lines of a tape.",
    operands: [OperandDescription("LOG", "The log's directory, or one segment in it.")],
    options: [
      OptionGroup(
        "Output",
        [
          .value(
            "out", "FILE",
            "Writes them as a tape of their own, numbered from 1: .rpl for text, .tape for binary.")
        ])
    ],
    notes: [
      "A line is the one that the market's tape has for the request, its sequence included; sequences "
        + "jump where the tape has other events. A log that a program has open is left alone."
    ],
    examples: [
      CommandExample("tapeview unwrap log", "What went into the venue of `orderflow --wal log`."),
      CommandExample("tapeview unwrap log/segment-0000000000000001.wal", "Of one segment."),
    ])

  /// `tapeview unwrap LOG`.
  static func unwrap(
    _ arguments: ParsedArguments, _ output: inout StandardOutput
  ) throws -> ProgramStatus {
    let path = try arguments.operand("LOG")
    let place = LogPlace(path)
    let disk = try StorageDirectory(path: place.directory, for: .reading)
    let directory = LogDirectory(try disk.names())
    let numbers = place.segment.map { [$0] } ?? directory.segments
    guard !numbers.isEmpty else { throw BadInput("\(path): there is no log in it") }
    let opening = try VenueOpening(in: directory) { name throws(FileError) in try disk.read(name) }
    guard let opening else {
      throw BadInput("\(path): neither its first segment nor a snapshot says what market this is")
    }
    let out = try arguments.valueIfGiven("out", as: .text)
    var file = try out.map { try OutputFile(path: $0, mode: .atomic) }
    var writer = RequestWriter(opening.header, form: out.map(TapeForm.init(ofFileNamed:)))
    var bytes: [UInt8] = []
    writer.begin(into: &bytes)
    var log = UnwrappedLog()
    for number in numbers {
      let segment = try disk.read(.segment(number))
      do throws(LogDamage) { try log.read(segment.span, number: number) } catch {
        throw Finding("\(place.directory): \(error)")
      }
      try writer.write(log.takeEvents(), into: &bytes)
      if out == nil { try output.write(bytes) } else { try file?.write(bytes) }
      bytes.removeAll(keepingCapacity: true)
    }
    if log.foreignCount > 0 {
      throw Finding("\(path): \(log.foreignCount) records are no venue's: another program's log")
    }
    writer.finish(into: &bytes)
    if var file = file.take() {
      try file.write(bytes)
      try file.finish()
    }
    try output.writeLine("(\(writer.count) requests)")
    try output.writeLine("trace-hash: \(String(hexadecimal: writer.traceHash))")
    return .done
  }
}
