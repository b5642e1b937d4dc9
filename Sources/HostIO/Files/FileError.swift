internal import Glibc

/// A failed operation on a file or stream: which one, what the system said, and what to do.
public struct FileError: Error, Equatable, Sendable {
  /// What was being done.
  public enum Operation: String, Equatable, Sendable {
    case open, create, lock, read, seek, write, sync, close, rename, remove
  }

  /// What was being done.
  public let operation: Operation
  /// The path as the user gave it, or a stream's name such as `standard output`.
  public let path: String
  /// The system's error number.
  public let code: Int32
  /// What the user can do about it; empty when nothing better than the reason can be said.
  public let remedy: String

  /// Records a failure; the remedy is chosen from the error number unless one is given.
  public init(_ operation: Operation, _ path: String, code: Int32, remedy: String? = nil) {
    self.operation = operation
    self.path = path
    self.code = code
    self.remedy = remedy ?? Self.remedy(for: code)
  }

  /// Whether the reader of a pipe has gone, as `head` does.
  public var isBrokenPipe: Bool { code == EPIPE }

  /// Whether a wait was cut short by Ctrl-C.
  public var isInterruption: Bool { code == EINTR }

  /// Whether the path names nothing.
  public var isMissing: Bool { code == ENOENT }

  private static func remedy(for code: Int32) -> String {
    switch code {
    case ENOENT: "check the path"
    case EACCES, EPERM, EROFS: "check the permissions"
    case EISDIR: "name a file, not a directory"
    case ENOTDIR: "a part of the path is a file"
    case ENOSPC, EDQUOT: "free space on that disk"
    case EMFILE, ENFILE: "raise the limit of open files"
    default: ""
    }
  }
}

extension FileError: CustomStringConvertible {
  /// One line: `cannot open trace.rpl: No such file or directory; check the path`.
  public var description: String {
    // SAFETY: strerror returns a terminated string, static for every number the system uses, and
    // it is copied before anything else can run on this thread.
    let reason = unsafe String(cString: strerror(code))
    let fact = "cannot \(operation.rawValue) \(QuotedText.escaped(path)): \(reason)"
    return remedy.isEmpty ? fact : "\(fact); \(remedy)"
  }
}
