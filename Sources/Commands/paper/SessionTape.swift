import Core
import HostIO

/// The session's own tape and command log on their way to files.
struct SessionTape: ~Copyable {
  private var file: OutputFile
  private var commands: OutputFile
  private var encoder: TapeEncoder
  private var bytes: [UInt8] = []

  private init(
    _ file: consuming OutputFile, _ commands: consuming OutputFile, _ encoder: TapeEncoder
  ) {
    self.file = file
    self.commands = commands
    self.encoder = encoder
  }

  /// Begins both files.
  static func begin(_ directory: SessionDirectory, _ header: TapeHeader) throws -> SessionTape {
    let file = try directory.tape()
    let commands = try directory.commandLog()
    var tape = SessionTape(file, commands, TapeEncoder(header, form: .text))
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

  /// Makes a command durable.
  mutating func log(_ command: RecordedCommand) throws {
    try commands.write(command.line)
    try commands.flush()
    try commands.sync()
  }

  consuming func finish() throws {
    encoder.finish(into: &bytes)
    try file.write(bytes)
    try file.finish()
    try commands.finish()
  }
}
