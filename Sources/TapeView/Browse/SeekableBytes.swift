public import Core

/// A file of which any part can be read: what a program lends to the libraries, which open nothing.
public protocol SeekableBytes {
  /// Bytes of the file when it was opened.
  var size: Int64 { get }

  /// Replaces the buffer's contents by `count` bytes from `offset` on; fewer only at the file's end.
  mutating func read(
    at offset: Int64, count: Int, into buffer: inout [UInt8]
  ) throws(TapeAccessError)
}

/// Why a tape cannot be read here.
public enum TapeAccessError: Error, Sendable, Equatable {
  /// The bytes do not come; the reason in the words of who reads them.
  case unreadable(String)
  /// What comes is no tape.
  case tape(TapeError)
}

extension TapeAccessError: CustomStringConvertible {
  /// One sentence for people.
  public var description: String {
    switch self {
    case .unreadable(let reason): reason
    case .tape(let error): error.description
    }
  }
}
