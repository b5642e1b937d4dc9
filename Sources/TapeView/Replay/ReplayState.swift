public import Core

/// What a replay needs to go on later: where it stopped and what it was showing.
public struct ReplayState: Sendable, Equatable {
  /// Where it stopped.
  public let cursor: ReplayCursor
  /// What it was showing.
  public let terms: TapeFilterTerms

  private static let format = "truetape replay state 1"

  /// Pairs the two.
  public init(cursor: ReplayCursor, terms: TapeFilterTerms) {
    self.cursor = cursor
    self.terms = terms
  }

  /// Reads a whole state file.
  public init(bytes: [UInt8]) throws(DecodingError) {
    var reader = ByteReader(bytes)
    self = try ReplayState(decoding: &reader)
    try reader.finish()
  }
}

extension ReplayState: Persistable {
  /// Writes the format's name, the cursor and the filters.
  public func encode(into writer: inout ByteWriter) {
    writer.append(Self.format)
    cursor.encode(into: &writer)
    terms.encode(into: &writer)
  }

  /// Reads a state of this format.
  public init(decoding reader: inout ByteReader) throws(DecodingError) {
    let wrong = DecodingError(offset: reader.offset, reason: .wrongFormat(expected: Self.format))
    guard let format = try? reader.text(), format == Self.format else { throw wrong }
    cursor = try ReplayCursor(decoding: &reader)
    terms = try TapeFilterTerms(decoding: &reader)
  }
}
