public import Core

/// A place on one particular tape: behind an event, with the hash of everything up to it.
public struct ReplayCursor: Sendable, Equatable {
  /// Sequence of the event read last; zero before the first.
  public let sequence: TapeSequence
  /// Line of the file on which it stands.
  public let line: Int
  /// Hash and count of the events up to it: what tells this tape from another.
  public let hash: TraceHash

  /// Names a place.
  public init(sequence: TapeSequence, line: Int, hash: TraceHash) {
    self.sequence = sequence
    self.line = line
    self.hash = hash
  }
}

extension ReplayCursor: Persistable {
  /// Writes sequence, line and hash.
  public func encode(into writer: inout ByteWriter) {
    writer.append(sequence.rawValue)
    writer.append(line)
    hash.encode(into: &writer)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(DecodingError) {
    sequence = TapeSequence(try reader.word())
    line = try reader.index()
    hash = try TraceHash(decoding: &reader)
  }
}
