/// Why a tape could not be read, and where.
public struct TapeError: Error, Sendable, Equatable {
  /// Where in the file.
  public let place: Place
  /// What was wrong there.
  public let reason: Reason

  /// A place in one of the forms of a tape.
  public enum Place: Sendable, Equatable {
    /// Line of the text form from 1, and byte of that line from 1.
    case text(line: Int, column: Int)
    /// Block of the binary form from 1, 0 being the header, and byte of the file from 0.
    case binary(block: Int, offset: Int)
  }

  /// The ways in which a tape can be wrong.
  public enum Reason: Sendable, Equatable {
    /// The file does not begin with `#truetape`.
    case notATape
    /// The tape was written by a newer version.
    case newerVersion(UInt64)
    /// The line is longer than `TapeGrammar.maximumLineLength`.
    case lineTooLong
    /// The last line has no line feed: the file was cut off.
    case unterminatedLine
    /// A byte that no tape holds: a control character, NUL, or anything beyond ASCII.
    case forbiddenByte(UInt8)
    /// A carriage return: the file went through a tool that rewrites line ends.
    case carriageReturn
    /// A header line that this version does not know, or one that is malformed or out of place.
    case badHeaderLine
    /// The kind is not one of this version's.
    case unknownKind
    /// A symbol, party or regime that the header does not name.
    case unknownName
    /// The event's kind needs an instrument, or must not have one.
    case instrumentMismatch
    /// Another word should stand here.
    case expected(String)
    /// The word after `=` is not one of those that the field takes.
    case unknownWord
    /// A value that its field does not allow.
    case invalidValue(String)
    /// A number could not be read.
    case number(ScanFailure)
    /// Something follows the last field.
    case trailingText
    /// The sequence does not follow on the one before: lines are missing, repeated or moved.
    case sequenceBreak(expected: UInt64, found: UInt64)
    /// A `#hash` line where none is due.
    case misplacedHash
    /// A `#hash` or `#end` line does not agree with the events before it: the tape was altered.
    case hashMismatch(expected: UInt64, found: UInt64)
    /// The `#end` line counts other than what stands before it.
    case countMismatch(expected: UInt64, found: UInt64)
    /// Something follows the `#end` line.
    case afterEnd
    /// The file ends inside this block: it was cut off.
    case unterminatedBlock
    /// Bytes of the binary form do not agree with their checksum.
    case checksumMismatch
    /// No section of the binary form begins here, or one that states what no writer writes.
    case badSection
    /// A block's events are not what its header states.
    case blockMismatch
    /// The index does not state where the blocks stand.
    case indexMismatch
  }

  /// Places a reason in a text.
  public init(line: Int, column: Int, reason: Reason) {
    self.init(.text(line: line, column: column), reason)
  }

  /// Places a reason.
  public init(_ place: Place, _ reason: Reason) {
    self.place = place
    self.reason = reason
  }

  /// Line of the text form; nil in the binary one.
  public var line: Int? {
    switch place {
    case .text(let line, _): line
    case .binary: nil
    }
  }

  /// Whether the file's beginning is at fault, so that nothing behind it can be understood.
  public var isFinal: Bool {
    switch place {
    case .text(let line, _): line == 1
    case .binary(let block, _): block == 0
    }
  }
}

extension TapeError: CustomStringConvertible {
  /// `line:column: what is wrong; what to do`, or `block N, byte M: …`.
  public var description: String {
    switch place {
    case .text(let line, let column): "\(line):\(column): \(reason.message)"
    case .binary(let block, let offset): "block \(block), byte \(offset): \(reason.message)"
    }
  }
}

extension TapeError.Reason {
  /// Whether the file merely ends too early; everything before is sound.
  public var isCut: Bool { self == .unterminatedLine || self == .unterminatedBlock }

  /// One sentence for people, with the remedy where there is one.
  public var message: String {
    switch self {
    case .notATape: "not a tape: the first line must be '#truetape VERSION'"
    case .newerVersion(let version):
      "tape version \(version) is newer than \(TapeHeader.currentVersion); use a newer TrueTape"
    case .lineTooLong: "line longer than \(TapeGrammar.maximumLineLength) bytes"
    case .unterminatedLine: "the file ends inside this line: it was cut off while being written"
    case .forbiddenByte(let byte): "byte \(byte) has no place in a tape"
    case .carriageReturn: "carriage return: bring the file back to plain line feeds (tr -d '\\r')"
    case .badHeaderLine: "malformed or misplaced header line"
    case .unknownKind: "unknown kind of event"
    case .unknownName: "name that the header does not declare"
    case .instrumentMismatch: "this kind of event needs a symbol, or must have '-' in its place"
    case .expected(let text): "expected '\(text)'"
    case .unknownWord: "unknown word for this field"
    case .invalidValue(let field): "value not allowed for '\(field)'"
    case .number(let failure): failure.message
    case .trailingText: "text behind the last field"
    case .sequenceBreak(let expected, let found):
      "sequence \(found) where \(expected) should follow: lines are missing, repeated or moved"
    case .misplacedHash: "a hash line where none is due: lines are missing, repeated or moved"
    case .hashMismatch(let expected, let found):
      "hash \(String(hexadecimal: found)) where the events before it give "
        + "\(String(hexadecimal: expected)): the tape was altered"
    case .countMismatch(let expected, let found):
      "the end line counts \(found) events where \(expected) stand before it"
    case .afterEnd: "text behind the end line"
    case .unterminatedBlock: "the file ends inside this block: it was cut off while being written"
    case .checksumMismatch: "the bytes do not agree with their checksum: the file was altered"
    case .badSection: "no block, index or end of a tape"
    case .blockMismatch: "the block does not hold the events that it states"
    case .indexMismatch: "the index does not agree with the blocks"
    }
  }
}

extension ScanFailure {
  /// One sentence for people.
  public var message: String {
    switch self {
    case .expectedDigit: "expected a digit"
    case .notCanonical: "number not in canonical form (leading zero or minus zero)"
    case .outOfRange: "number out of range"
    case .offScale: "more decimals than the scale keeps"
    case .wrongDigitCount(let expected): "expected exactly \(expected) decimals"
    case .expectedByte(let byte): "expected '\(String(UnicodeScalar(byte)))'"
    }
  }
}
