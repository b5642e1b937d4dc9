public import Core

/// A tape that is read in pieces of some thousand events, in order or anywhere: what a browser
/// stands on, whatever the encoding.
///
/// A text tape's pieces are some lines (`TextTapePieces`), a binary tape's are its blocks
/// (`BinaryTapePieces`). However often and in whatever order a piece is read, it has the same events.
public protocol PiecewiseTape {
  /// What stands before the first event.
  var header: TapeHeader { get }
  /// Bytes of the file: what offsets are measured against.
  var size: Int64 { get }
  /// The pieces, where it is known before reading them where each begins and which events it should
  /// have; nil where only reading tells.
  var outline: [TapeBlock]? { get }

  /// The next piece in file order, judged as part of the whole: hashes, sequences, the end. Nil
  /// behind the last.
  mutating func next() throws(TapeAccessError) -> TapePiece?

  /// The piece that begins at an offset which `next()` gave, by itself.
  mutating func piece(at offset: Int64) throws(TapeAccessError) -> TapePiece
}

/// Some events of a tape that stand one behind the other.
public struct TapePiece: Sendable {
  /// Where it begins in the file.
  public var offset: Int64
  /// Where the next one begins.
  public var end: Int64
  /// Its events.
  public var events: [Event] = []
  /// What could not be read or does not agree; only of pieces in file order.
  public var faults: [PieceFault] = []

  /// An empty piece.
  public init(offset: Int64, end: Int64) {
    self.offset = offset
    self.end = end
  }
}

/// Something in a piece that is not as it was written.
public struct PieceFault: Sendable, Equatable {
  /// How many events of the piece stand before it.
  public let eventsBefore: Int
  /// What is wrong.
  public let reason: Reason

  /// The kinds of damage.
  public enum Reason: Sendable, Equatable {
    /// A line or block is not one of a tape, or does not agree with what stands before it.
    case line(TapeError.Reason)
    /// The file ends without the tape's end.
    case noEnd
  }

  /// Places a fault.
  public init(eventsBefore: Int, reason: Reason) {
    self.eventsBefore = eventsBefore
    self.reason = reason
  }
}
