internal import Glibc

/// A file of which any part can be read, in any order.
public struct SeekableFile: ~Copyable {
  /// The path as given.
  public let path: String
  /// The size when the file was opened.
  public let size: Int64

  private let source: OpenDescriptor

  /// Opens a path; pipes, terminals and devices, which have no parts to go back to, are refused.
  ///
  /// - Parameter missingRemedy: What to tell a user when the file does not exist.
  public init(path: String, missingRemedy: String? = nil) throws(FileError) {
    let source = try Self.open(path, missingRemedy)
    guard let facts = SystemFile.facts(of: source.number), facts.isRegular else {
      throw FileError(
        .open, path, code: ESPIPE, remedy: "it is read back and forth: save it to a file first")
    }
    self.source = source
    self.path = path
    size = facts.size
  }

  private static func open(
    _ path: String, _ missingRemedy: String?
  ) throws(FileError) -> OpenDescriptor {
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

  /// Replaces a buffer's contents by `count` bytes from `offset` on; fewer only at the file's end.
  public func read(
    at offset: Int64, count: Int, into buffer: inout [UInt8]
  ) throws(FileError) {
    buffer.removeAll(keepingCapacity: true)
    buffer.append(contentsOf: repeatElement(0, count: max(0, count)))
    var filled = 0
    while filled < buffer.count {
      let (read, code) = SystemFile.read(
        source.number, at: offset + Int64(filled), into: &buffer, from: filled)
      if code != 0 { throw FileError(.read, path, code: code) }
      if read == 0 { break }
      filled += read
    }
    buffer.removeSubrange(filled...)
  }
}
