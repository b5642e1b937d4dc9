import Core
import HostIO

/// The session's own tape on its way to a file.
struct SessionTape: ~Copyable {
  private var file: OutputFile
  private var writer: TapeWriter
  private var bytes: [UInt8] = []

  private init(_ file: consuming OutputFile, _ writer: TapeWriter) {
    self.file = file
    self.writer = writer
  }

  /// Begins a tape, or goes on behind the events that `hash` covers: what follows them in the file
  /// comes again from the session's log.
  static func open(
    _ path: String, _ header: TapeHeader, behind hash: TraceHash
  ) throws -> SessionTape {
    guard hash.count > 0 else {
      var tape = SessionTape(
        try OutputFile(path: path, mode: .prefixKeeping), TapeWriter(header))
      tape.writer.begin(into: &tape.bytes)
      return tape
    }
    guard let offset = try end(of: hash.count, in: path) else {
      throw BadInput(
        "\(path): ends before event \(hash.count), which the session's snapshot covers: it was "
          + "written up to there, so look for the file as it was")
    }
    return SessionTape(
      try OutputFile(path: path, mode: .continuing(at: offset)),
      TapeWriter(header, continuing: hash))
  }

  /// Writes what the session has done since the last time.
  mutating func write(_ events: [Event]) throws {
    for event in events { try writer.write(event, into: &bytes) }
    try file.write(bytes)
    bytes.removeAll(keepingCapacity: true)
    try file.flush()
  }

  /// Brings everything written to the disk.
  mutating func sync() throws { try file.sync() }

  consuming func finish() throws {
    writer.finish(into: &bytes)
    try file.write(bytes)
    try file.finish()
  }

  /// Where the line of an event ends, its hash line included; nil where the file has no such event.
  /// Looked for from the end: a crash loses a tail.
  private static func end(of event: UInt64, in path: String) throws -> Int64? {
    let file = try SeekableFile(path: path)
    let start = Array("\n\(event) ".utf8)
    var (from, size) = (file.size, 1 << 16)
    var bytes: [UInt8] = []
    while from > 0 {
      from = max(0, from - Int64(size))
      try file.read(at: from, count: Int(file.size - from), into: &bytes)
      if let line = bytes.lastStart(of: start), let end = bytes.lineEnd(behind: line + 1) {
        let isHashed = bytes[end...].starts(with: "#hash ".utf8)
        let last = isHashed ? bytes.lineEnd(behind: end) ?? end : end
        return from + Int64(last)
      }
      size *= 2
    }
    return nil
  }
}

extension [UInt8] {
  fileprivate func lastStart(of part: [UInt8]) -> Int? {
    stride(from: count - part.count, through: 0, by: -1).first { self[$0...].starts(with: part) }
  }

  /// The place behind the line that holds this one; nil where it is not whole.
  fileprivate func lineEnd(behind place: Int) -> Int? {
    self[place...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 }
  }
}
