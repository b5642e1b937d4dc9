internal import Glibc

/// Writes a file through a buffer; overwrites what was there.
///
/// ```swift
/// var tape = try OutputFile(path: "trace.rpl", mode: .atomic)
/// try tape.write(bytes)
/// try tape.finish()
/// ```
/// Dropping the value without ``finish()`` abandons the file: what that leaves is the mode's.
/// Pipes and devices (`/dev/null`) have no other name to be renamed from: they are always written
/// straight. Two programs writing the same path at once are not told apart.
public struct OutputFile: ~Copyable {
  /// What stands under the final name, and when.
  public enum Mode: Equatable, Sendable {
    /// Nothing new until finished: the data goes to `NAME.partial`, which is synced and renamed at
    /// the end and removed when abandoned.
    case atomic
    /// Everything written so far: the data goes to the final name, so that a recording cut short
    /// keeps the records that were complete. Each write should be one or more whole records.
    case prefixKeeping
    /// The same, behind the first bytes of a file that has them; what followed them is cut off.
    case continuing(at: Int64)

    fileprivate var offset: Int64 {
      switch self {
      case .atomic, .prefixKeeping: 0
      case .continuing(let offset): offset
      }
    }
  }

  /// The path as given.
  public var path: String { writer.path }
  /// Bytes accepted so far, whether or not they have left the buffer.
  public var bytesWritten: Int64 { writer.bytesAccepted }

  private var writer: DescriptorWriter
  private let isRegular: Bool
  private let finalPath: String
  private let partialPath: String?
  private var isOpen = true

  /// Creates or empties the file that will be written.
  public init(path: String, mode: Mode) throws(FileError) {
    if path == "-" {
      throw FileError(.create, path, code: EINVAL, remedy: "name a file, or /dev/stdout")
    }
    let facts = SystemFile.facts(at: path)
    if facts?.isDirectory == true { throw FileError(.create, path, code: EISDIR) }
    let isRegular = facts?.isRegular ?? true
    let finalPath = SystemFile.resolved(path)
    let partialPath = mode == .atomic && isRegular ? finalPath + ".partial" : nil
    let number = try Self.create(partialPath ?? finalPath, named: path, mode)
    if mode.offset > 0 {
      let code = SystemFile.cut(number, at: mode.offset)
      if code != 0 {
        _ = close(number)
        throw FileError(.write, path, code: code)
      }
    }
    self.isRegular = isRegular
    self.finalPath = finalPath
    self.partialPath = partialPath
    writer = DescriptorWriter(descriptor: number, path: path)
  }

  private static func create(
    _ path: String, named given: String, _ mode: Mode
  ) throws(FileError) -> Int32 {
    let beginning = mode.offset > 0 ? 0 : O_CREAT | O_TRUNC
    while true {
      // SAFETY: the path is a terminated string for the length of the call.
      let number = unsafe open(path, O_WRONLY | beginning | O_CLOEXEC, mode_t(0o666))
      if number >= 0 { return number }
      if errno == EINTR, !Interruption.isRequested { continue }
      let remedy = errno == ENOENT && mode.offset == 0 ? "create its directory first" : nil
      throw FileError(.create, given, code: errno, remedy: remedy)
    }
  }

  /// Adds bytes.
  public mutating func write(_ bytes: [UInt8]) throws(FileError) { try writer.append(bytes) }

  /// Adds bytes.
  public mutating func write(_ bytes: Span<UInt8>) throws(FileError) { try writer.append(bytes) }

  /// Adds text as UTF-8.
  public mutating func write(_ text: String) throws(FileError) { try writer.append(text.utf8) }

  /// Hands everything accepted to the system: other processes see it, a power cut may lose it.
  public mutating func flush() throws(FileError) { try writer.flush() }

  /// Brings everything accepted to the disk.
  public mutating func sync() throws(FileError) {
    try writer.flush()
    guard isRegular else { return }
    try check(SystemFile.sync(writer.descriptor), .sync)
  }

  /// Completes the file: synced, closed and under its final name, or an error and no such file.
  public consuming func finish() throws(FileError) {
    if partialPath == nil { try flush() } else { try sync() }
    isOpen = false
    let code = close(writer.descriptor) == 0 ? 0 : errno
    guard let partialPath else { return try check(code, .close) }
    let renamed = code == 0 ? SystemFile.rename(partialPath, to: finalPath) : 0
    if code != 0 || renamed != 0 { SystemFile.remove(partialPath) }
    try check(code, .close)
    try check(renamed, .rename)
  }

  /// Gives the file up: an atomic one leaves no trace, a prefix-keeping one what it holds.
  public consuming func abandon() {
    // Dropping the value does it; the name says so at the call.
  }

  private func check(_ code: Int32, _ operation: FileError.Operation) throws(FileError) {
    if code != 0 { throw FileError(operation, path, code: code) }
  }

  deinit {
    guard isOpen else { return }
    if let partialPath {
      SystemFile.remove(partialPath)
    } else {
      writer.writeRemainder()
    }
    _ = close(writer.descriptor)
  }
}
