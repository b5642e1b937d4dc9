import Core
import HostIO

/// The session's own tape and command log on their way to files.
///
/// The tape is binary where its file's name ends with `.tape`; there is a command log where the
/// session is kept in a directory.
struct SessionTape: ~Copyable {
  private var file: OutputFile
  private var commands: OutputFile?
  private var encoder: TapeEncoder
  private var bytes: [UInt8] = []

  private init(
    _ file: consuming OutputFile, _ commands: consuming OutputFile?, _ encoder: TapeEncoder
  ) {
    self.file = file
    self.commands = commands
    self.encoder = encoder
  }

  /// Begins what is to be written; nil where that is nothing. `out` names the tape's file in place
  /// of the directory's own.
  ///
  /// Of a first run the whole prefix is kept; the tape of a later one replaces it when it is done.
  static func begin(
    _ directory: SessionDirectory?, out: String?, _ header: TapeHeader
  ) throws -> SessionTape? {
    guard let path = out ?? directory?.tapePath else { return nil }
    let isLater = directory?.isLaterRun ?? false
    let file = try OutputFile(path: path, mode: isLater ? .atomic : .prefixKeeping)
    let commands = try directory?.commandLog()
    let encoder = TapeEncoder(header, form: TapeForm(ofFileNamed: path))
    var tape = SessionTape(file, commands, encoder)
    tape.encoder.begin(into: &tape.bytes)
    return tape
  }

  /// Writes what the session has done since the last time.
  mutating func write(_ events: [Event]) throws {
    for event in events { try encoder.write(event, into: &bytes) }
    try file.write(bytes)
    bytes.removeAll(keepingCapacity: true)
    try file.flush()
  }

  /// Makes a command durable, where the session is kept.
  mutating func log(_ command: RecordedCommand) throws {
    try commands?.write(command.line)
    try commands?.flush()
    try commands?.sync()
  }

  consuming func finish() throws {
    encoder.finish(into: &bytes)
    try file.write(bytes)
    try file.finish()
    if let commands = commands.take() { try commands.finish() }
  }
}
