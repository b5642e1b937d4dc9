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
    guard let opening = try opening(in: directory, disk) else {
      throw BadInput("\(path): neither its first segment nor a snapshot says what market this is")
    }
    var sink = try UnwrapSink(opening.header, arguments)
    var log = UnwrappedLog()
    for number in numbers {
      let bytes = try disk.read(.segment(number))
      do throws(LogDamage) { try log.read(bytes.span, number: number) } catch {
        throw Finding("\(place.directory): \(error)")
      }
      try sink.write(log.takeEvents(), &output)
    }
    if log.foreignCount > 0 {
      throw Finding("\(path): \(log.foreignCount) records are no venue's: another program wrote them")
    }
    try sink.finish(&output)
    return .done
  }

  /// The opening: the first record of the log, else the beginning of a snapshot.
  private static func opening(
    in directory: LogDirectory, _ disk: borrowing StorageDirectory
  ) throws -> VenueOpening? {
    if let first = directory.segments.first {
      var log = UnwrappedLog()
      let bytes = try disk.read(.segment(first))
      if (try? log.read(bytes.span, number: first)) != nil, let opening = log.opening {
        return opening
      }
    }
    for sequence in directory.snapshots {
      let bytes = try disk.read(.snapshot(sequence))
      if let file = try? SnapshotFile(bytes.span, named: sequence),
        let opening = VenueOpening(snapshot: file)
      {
        return opening
      }
    }
    return nil
  }
}

/// A directory, or a segment in one.
struct LogPlace {
  let directory: String
  let segment: UInt64?

  init(_ path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    if let last = parts.last, case .segment(let number) = LogFileName(String(last)) {
      let parent = parts.dropLast().joined(separator: "/")
      directory = parts.count == 1 ? "." : parent.isEmpty ? "/" : parent
      segment = number
    } else {
      (directory, segment) = (path, nil)
    }
  }
}

/// Where the requests go: lines on standard output, or a tape.
private struct UnwrapSink: ~Copyable {
  private var lines: TapeWriter
  private var encoder: TapeEncoder
  private var file: OutputFile?
  private var hash = TraceHash()
  private var count: UInt64 = 0

  init(_ header: TapeHeader, _ arguments: ParsedArguments) throws {
    let path = try arguments.valueIfGiven("out", as: .text)
    var encoder = TapeEncoder(header, form: TapeForm(ofFileNamed: path ?? ""))
    var bytes: [UInt8] = []
    encoder.begin(into: &bytes)
    var file = try path.map { try OutputFile(path: $0, mode: .atomic) }
    try file?.write(bytes)
    lines = TapeWriter.excerpt(header)
    self.encoder = encoder
    self.file = file
  }

  mutating func write(_ events: [Event], _ output: inout StandardOutput) throws {
    var bytes: [UInt8] = []
    for var event in events {
      count += 1
      if file == nil {
        hash.fold(event)
        try lines.write(event, into: &bytes)
      } else {
        event.sequence = TapeSequence(count)
        try encoder.write(event, into: &bytes)
      }
    }
    if file == nil { try output.write(bytes) } else { try file?.write(bytes) }
  }

  consuming func finish(_ output: inout StandardOutput) throws {
    if var file = file.take() {
      var bytes: [UInt8] = []
      encoder.finish(into: &bytes)
      try file.write(bytes)
      try file.finish()
      hash = encoder.hash
    }
    try output.writeLine("(\(count) requests)")
    try output.writeLine("trace-hash: \(String(hexadecimal: hash.value))")
  }
}
