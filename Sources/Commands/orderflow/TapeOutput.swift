import Core
import HostIO
import OrderFlowSim

/// The tape of a run on its way to a file.
struct TapeOutput: ~Copyable {
  private var file: OutputFile
  private var writer: TapeWriter
  private var text: [UInt8] = []

  private init(_ file: consuming OutputFile, _ writer: TapeWriter) {
    self.file = file
    self.writer = writer
  }

  /// Begins a tape. A recording cut short keeps what was complete: `tapeview verify` says how far
  /// it goes.
  static func begin(_ path: String, _ simulator: Simulator) throws -> TapeOutput {
    var file = try OutputFile(path: path, mode: .prefixKeeping)
    let writer = TapeWriter(simulator.header)
    var text: [UInt8] = []
    writer.begin(into: &text)
    try file.write(text)
    return TapeOutput(file, writer)
  }

  /// Goes on with the tape that the saved part of the run wrote, which must end exactly where the
  /// saved market stands.
  static func goOn(_ path: String, _ simulator: Simulator) throws -> TapeOutput {
    var written = try InputFile(
      path: path,
      missingRemedy: "it must be the tape of the first part, to be continued; name that, or leave "
        + "--out away")
    var file = try OutputFile(path: path, mode: .atomic)
    let writer = TapeWriter(simulator.header, continuing: simulator.hash)
    let tail = try copy(&written, to: &file)
    var end: [UInt8] = []
    writer.finish(into: &end)
    guard tail == end else {
      throw BadInput(
        "\(path): does not end where the saved market stands, at event \(simulator.eventCount): "
          + "name the tape of the first part, or leave --out away")
    }
    return TapeOutput(file, writer)
  }

  mutating func write(_ events: [Event]) throws {
    text.removeAll(keepingCapacity: true)
    for event in events { try writer.write(event, into: &text) }
    try file.write(text)
  }

  consuming func finish() throws {
    text.removeAll(keepingCapacity: true)
    writer.finish(into: &text)
    try file.write(text)
    try file.finish()
  }

  /// Copies all but the last line, which is returned; holds no more than one chunk.
  private static func copy(
    _ input: inout InputFile, to output: inout OutputFile
  ) throws -> [UInt8] {
    var line: [UInt8] = []
    while try input.next() {
      let chunk = input.chunk
      for index in chunk.indices {
        if line.last == UInt8(ascii: "\n") {
          try output.write(line)
          line.removeAll(keepingCapacity: true)
        }
        line.append(chunk[index])
      }
    }
    return line
  }
}
