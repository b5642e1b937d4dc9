internal import Glibc

/// Reads a file, or standard input for `-`, from start to end in pieces of bounded size.
///
/// ```swift
/// var tape = try InputFile(path: "trace.rpl")
/// while try tape.next() { decoder.feed(tape.chunk) }
/// ```
public struct InputFile: ~Copyable {
  /// The path as given, or `standard input`.
  public let path: String
  /// The size when the file was opened; `nil` for pipes, terminals and devices.
  public let size: Int64?
  /// Bytes handed out so far.
  public private(set) var bytesRead: Int64 = 0

  private let source: OpenDescriptor
  private var storage: [UInt8]
  private var filled = 0

  /// Opens a path for reading.
  ///
  /// - Parameters:
  ///   - chunkSize: The most that one ``next()`` reads, at least 1.
  ///   - missingRemedy: What to tell a user when the file does not exist, such as the command that
  ///     makes it.
  public init(
    path: String, chunkSize: Int = 1 << 18, missingRemedy: String? = nil
  ) throws(FileError) {
    source = try Self.open(path, missingRemedy)
    self.path = path == "-" ? "standard input" : path
    let facts = SystemFile.facts(of: source.number)
    size = facts.flatMap { $0.isRegular ? $0.size : nil }
    storage = [UInt8](repeating: 0, count: max(1, chunkSize))
  }

  private static func open(
    _ path: String, _ missingRemedy: String?
  ) throws(FileError) -> OpenDescriptor {
    if path == "-" { return OpenDescriptor(borrowed: STDIN_FILENO) }
    // The system opens a directory and refuses the first read; a user is better told at once.
    if SystemFile.facts(at: path)?.isDirectory == true {
      throw FileError(.open, path, code: EISDIR)
    }
    do {
      return try OpenDescriptor(path: path, flags: O_RDONLY)
    } catch {
      let remedy = error.code == ENOENT ? missingRemedy : nil
      throw FileError(.open, path, code: error.code, remedy: remedy)
    }
  }

  /// Reads the next piece; `false` at the end, after which ``chunk`` is empty.
  ///
  /// Once the program was asked to stop, every read is an interruption, from a file as from a pipe.
  public mutating func next() throws(FileError) -> Bool {
    filled = 0
    if Interruption.isRequested { throw FileError(.read, path, code: EINTR) }
    let (count, code) = SystemFile.read(source.number, into: &storage)
    if code != 0 { throw FileError(.read, path, code: code) }
    filled = count
    bytesRead += Int64(count)
    return count > 0
  }

  /// The piece that ``next()`` read last; lives until the next call.
  public var chunk: Span<UInt8> {
    @_lifetime(borrow self)
    get { storage.span.extracting(0..<filled) }
  }

  /// Reads the next piece behind what a buffer already holds; `false` at the end.
  public mutating func append(to buffer: inout [UInt8]) throws(FileError) -> Bool {
    guard try next() else { return false }
    buffer += storage[..<filled]
    return true
  }

  /// Goes to a byte of the file: the next piece begins there. Pipes and terminals refuse it.
  public mutating func seek(to offset: Int64) throws(FileError) {
    let code = SystemFile.seek(source.number, to: offset)
    if code != 0 { throw FileError(.seek, path, code: code) }
    filled = 0
  }

  /// Reads the bytes of a range, fewer where the file ends before; the next piece is what follows
  /// the last piece read, so seek before going on.
  public mutating func read(_ range: Range<Int64>) throws(FileError) -> [UInt8] {
    try seek(to: range.lowerBound)
    var bytes: [UInt8] = []
    while bytes.count < range.count, try append(to: &bytes) {}
    bytes.removeLast(max(0, bytes.count - range.count))
    return bytes
  }

  /// Reads everything that is left, for small files such as settings.
  ///
  /// - Parameter limit: The most bytes accepted; a larger file is refused, not cut.
  public mutating func readAll(limit: Int = 64 << 20) throws(FileError) -> [UInt8] {
    var result: [UInt8] = []
    while try append(to: &result) {
      if result.count > limit {
        throw FileError(.read, path, code: EFBIG, remedy: "at most \(limit) bytes are expected")
      }
    }
    return result
  }
}
