public import Core

/// What a replay needs to go on later: where it stopped and what it was showing.
public struct ReplayState: Sendable, Equatable {
  /// Where it stopped.
  public let cursor: ReplayCursor
  /// What it was showing.
  public let terms: TapeFilterTerms

  /// Format word of a saved replay; the digit is the version.
  private static let savedFormat = "truetape-replay-2"

  /// Pairs the two.
  public init(cursor: ReplayCursor, terms: TapeFilterTerms) {
    self.cursor = cursor
    self.terms = terms
  }

  /// Reads a whole state file; any other file and any damage is refused.
  public init(bytes: [UInt8]) throws(StateDecodingError) {
    self = try SavedState.read(ReplayState.self, from: bytes, format: Self.savedFormat)
  }

  /// The bytes of a state file.
  public var savedBytes: [UInt8] { SavedState.bytes(of: self, format: Self.savedFormat) }
}

extension ReplayState: Persistable {
  /// Writes the cursor and the filters.
  public func encode(into writer: inout ByteWriter) {
    cursor.encode(into: &writer)
    terms.encode(into: &writer)
  }

  /// Reads both back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    cursor = try ReplayCursor(decoding: &reader)
    terms = try TapeFilterTerms(decoding: &reader)
  }
}
