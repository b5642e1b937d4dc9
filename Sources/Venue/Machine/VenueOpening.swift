public import Core
public import WAL

/// The first record of a venue's log: what trades, under which names, and a note of whoever opened
/// it. With it a log explains itself: nothing outside of its directory is needed to read it.
public struct VenueOpening: Sendable, Equatable {
  /// Instruments with the rules they begin with, and the names of parties and regimes.
  public let header: TapeHeader
  /// What the program that opened the log wants to find again; the venue does not read it.
  public let note: [UInt8]

  /// Takes every field.
  public init(header: TapeHeader, note: [UInt8] = []) {
    self.header = header
    self.note = note
  }

  /// Sizes of the venue's log: the standard ones, but a batch holds the opening, names included; nil
  /// where that is too large for a segment.
  public var logSettings: LogSettings? {
    LogSettings(
      batchCapacity: max(LogSettings.standardBatchCapacity, 2 * encoded().count),
      build: TraceHash.of(Array(TrueTape.version.utf8)), configuration: configuration)
  }

  /// Stands in every segment and snapshot of the log: two venues that share it are the same one.
  public var configuration: UInt64 { TraceHash.of(encoded()) }
}

extension VenueOpening: Persistable {
  /// Format word; the digit is the version.
  static let format = "truetape-venue-1"

  /// Writes the format word, the header in the form that a binary tape has, and the note.
  public func encode(into writer: inout ByteWriter) {
    writer.append(Self.format)
    header.encode(into: &writer)
    writer.append(counted: note)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard try reader.text() == Self.format else { throw reader.invalid("venue format") }
    header = try TapeHeader(decoding: &reader)
    note = try reader.countedBytes()
  }
}

extension ByteWriter {
  /// Appends bytes behind their count.
  mutating func append(counted bytes: [UInt8]) {
    append(bytes.count)
    for byte in bytes { append(byte) }
  }
}

extension ByteReader {
  /// The next counted bytes.
  mutating func countedBytes() throws(StateDecodingError) -> [UInt8] {
    let length = try count()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length)
    for _ in 0..<length { bytes.append(try byte()) }
    return bytes
  }
}
