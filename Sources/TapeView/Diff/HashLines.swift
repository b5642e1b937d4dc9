internal import Core

/// The hashes that a tape states in its `#hash` and `#end` lines, in order: a lenient reader takes
/// these lines without saying what stands on them.
///
/// Takes the bytes that the reader takes. What waits here is never more than one chunk holds, since
/// the reader comes to those lines before it asks for more.
struct HashLines {
  private var lines = LineBuffer()
  private var stated = RingQueue<UInt64?>()

  /// Takes more bytes of the file.
  mutating func feed(_ bytes: Span<UInt8>) {
    lines.append(bytes)
    while let line = lines.nextLine() {
      guard lines.bytes[line.bounds].first == UInt8(ascii: "#") else { continue }
      let text = lines.bytes  // shared, not copied
      var scanner = ASCIIScanner(text.span.extracting(line.bounds))
      guard scanner.take("#hash ") || scanner.take("#end ") else { continue }
      stated.append(Self.hash(&scanner))
    }
  }

  /// The hash of the next of these lines; nil when it states none.
  mutating func next() -> UInt64? { stated.popFirst() ?? nil }

  private static func hash(_ scanner: inout ASCIIScanner) -> UInt64? {
    guard (try? scanner.unsigned()) != nil, scanner.take(UInt8(ascii: " ")) else { return nil }
    return try? scanner.hexadecimal()
  }
}
