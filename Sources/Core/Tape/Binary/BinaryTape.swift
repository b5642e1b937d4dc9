/// Constants of the binary form; docs/formats/tape-binary.md draws it.
enum BinaryTape {
  /// First bytes of the file. The first is no ASCII, and a tool that rewrites line ends breaks the
  /// next ones, as in a PNG file.
  static let magic: [UInt8] = [0x89, 0x54, 0x41, 0x50, 0x45, 0x0D, 0x0A, 0x1A]  // .TAPE
  /// The version that this code reads and writes.
  static let version: UInt32 = 1
  /// Events of every block but the last.
  static let blockEvents = 4_096
  /// Most bytes of a block's events.
  static let maximumPayload = blockEvents * BinaryFieldWriter.maximumSize
  /// Most bytes of the header's text: 65,536 names a table have less.
  static let maximumHeader = 1 << 25

  /// Bytes of the file's beginning, before the header's text.
  static let beginningSize = 24
  /// Bytes of a block's header.
  static let blockSize = 56
  /// Bytes of the index's header.
  static let indexSize = 16
  /// Bytes of one entry of the index: a place and a copy of that block's header.
  static let entrySize = 8 + blockSize
  /// Bytes of the end.
  static let endSize = 40

  /// First word of each section; four ASCII characters, lowest first.
  enum Mark: UInt32, CaseIterable {
    /// `BLK` and a line feed.
    case block = 0x0A4B_4C42
    /// `IDX` and a line feed.
    case index = 0x0A58_4449
    /// `END` and a line feed.
    case end = 0x0A44_4E45

    /// Bytes of the section's header.
    var headerSize: Int {
      switch self {
      case .block: blockSize
      case .index: indexSize
      case .end: endSize
      }
    }
  }

  /// A section's header: its mark, the check of what follows, and that.
  static func section(_ mark: Mark, _ words: UInt64...) -> [UInt8] {
    var content = ByteWriter()
    for word in words { content.append(word) }
    var header = ByteWriter()
    header.append(
      UInt64(mark.rawValue) | UInt64(CRC32C.of(content.bytes.span)) << 32)
    return header.bytes + content.bytes
  }

  /// The mark of a section whose header begins at `offset` and agrees with its check; nil when there
  /// is none, or the bytes end before it does.
  static func mark(in bytes: Span<UInt8>, at offset: Int) -> Mark? {
    guard let first = bytes.word(at: offset),
      let mark = Mark(rawValue: UInt32(truncatingIfNeeded: first)),
      mark.headerSize <= bytes.count - offset
    else { return nil }
    let content = bytes.extracting(offset + 8..<offset + mark.headerSize)
    return CRC32C.of(content) == UInt32(truncatingIfNeeded: first >> 32) ? mark : nil
  }
}

extension UInt64 {
  /// Two halves of a word.
  init(low: UInt32, high: UInt32) { self = UInt64(low) | UInt64(high) << 32 }

  /// The lower half.
  var low: UInt32 { UInt32(truncatingIfNeeded: self) }

  /// The upper half.
  var high: UInt32 { UInt32(truncatingIfNeeded: self >> 32) }
}
