internal import Glibc

/// Where a program's data goes; buffered, and flushed at each line's end when a person watches.
///
/// ``Program`` makes the one a program uses and flushes it at the end. A reader that has gone
/// (`head`) surfaces as a ``FileError`` that ``Program`` turns into a quiet end.
public struct StandardOutput: ~Copyable {
  /// The name errors use.
  public static let name = "standard output"

  /// Whether a person is at the other end.
  public let isTerminal: Bool
  private var writer: DescriptorWriter

  /// Writes to a descriptor that stays the caller's to close.
  public init(descriptor: Int32 = 1) {
    isTerminal = isatty(descriptor) == 1
    writer = DescriptorWriter(descriptor: descriptor, path: Self.name)
  }

  /// Adds text as UTF-8, no line end.
  public mutating func write(_ text: String) throws(FileError) {
    try writer.append(text.utf8)
    if isTerminal, text.utf8.last == 0x0A { try writer.flush() }
  }

  /// Adds text and a line end.
  public mutating func writeLine(_ text: String = "") throws(FileError) {
    try writer.append(text.utf8)
    try write("\n")
  }

  /// Adds bytes.
  public mutating func write(_ bytes: [UInt8]) throws(FileError) {
    try writer.append(bytes)
    if isTerminal, bytes.last == 0x0A { try writer.flush() }
  }

  /// Adds bytes.
  public mutating func write(_ bytes: Span<UInt8>) throws(FileError) {
    try writer.append(bytes)
    if isTerminal { try writer.flush() }
  }

  /// Hands everything to the reader now.
  public mutating func flush() throws(FileError) { try writer.flush() }
}
