import Core
import HostIO

/// The session's tape on its way to the file that `--out` names: binary where that ends with `.tape`.
struct AskedTape: ~Copyable {
  private var file: OutputFile
  private var encoder: TapeEncoder
  private var bytes: [UInt8] = []

  /// Begins the tape; one that is cut off keeps what was complete.
  init(_ path: String, _ header: TapeHeader) throws {
    file = try OutputFile(path: path, mode: .prefixKeeping)
    encoder = TapeEncoder(header, form: TapeForm(ofFileNamed: path))
    encoder.begin(into: &bytes)
  }

  mutating func write(_ events: [Event]) throws {
    for event in events { try encoder.write(event, into: &bytes) }
    try file.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  consuming func finish() throws {
    encoder.finish(into: &bytes)
    try file.write(bytes)
    try file.finish()
  }
}
