/// Why a text is not JSON, or too much of it, and where.
public struct JSONError: Error, Sendable, Equatable {
  /// Line, counted from 1.
  public let line: Int
  /// Byte within the line, counted from 1.
  public let column: Int
  /// What is wrong there.
  public let reason: Reason

  /// Takes every field.
  public init(line: Int, column: Int, reason: Reason) {
    self.line = line
    self.column = column
    self.reason = reason
  }

  /// The ways in which a text can fail.
  public enum Reason: Sendable, Equatable {
    /// The text ends before the value does.
    case unexpectedEnd
    /// No value begins with this byte.
    case expectedValue
    /// An object's member begins with a quoted name.
    case expectedName
    /// A colon stands between name and value.
    case expectedColon
    /// After an element comes a comma or the end of the array.
    case expectedCommaOrBracket
    /// After a member comes a comma or the end of the object.
    case expectedCommaOrBrace
    /// Something follows the value.
    case trailingContent
    /// A word other than `true`, `false` and `null`.
    case unknownLiteral
    /// A number against the grammar: leading zero or plus, no digit before or behind the point.
    case malformedNumber
    /// A control character inside a string has to be escaped.
    case controlCharacter
    /// A backslash with something that is no escape.
    case malformedEscape
    /// Half of a surrogate pair.
    case loneSurrogate
    /// Bytes that are no UTF-8.
    case malformedUTF8
    /// A text does not begin with a byte order mark (RFC 8259 section 8.1).
    case byteOrderMark
    /// The object has a member of this name already.
    case duplicateName(String)
    /// More than `JSONLimits.size` bytes.
    case tooLarge(limit: Int)
    /// More levels than `JSONLimits.depth`.
    case tooDeep(limit: Int)
    /// More members or elements than `JSONLimits.members`.
    case tooManyMembers(limit: Int)
    /// A number longer than `JSONLimits.numberLength`.
    case numberTooLong(limit: Int)
  }
}

extension JSONError: CustomStringConvertible {
  /// `line:column: what is wrong`.
  public var description: String { "\(line):\(column): \(reason.message)" }
}

extension JSONError.Reason {
  /// What is wrong, in words.
  public var message: String {
    switch self {
    case .unexpectedEnd: "the text ends inside a value"
    case .expectedValue: "expected a value"
    case .expectedName: "expected a quoted member name"
    case .expectedColon: "expected ':' behind the member name"
    case .expectedCommaOrBracket: "expected ',' or ']'"
    case .expectedCommaOrBrace: "expected ',' or '}'"
    case .trailingContent: "something follows the value"
    case .unknownLiteral: "the only words are true, false and null"
    case .malformedNumber: "malformed number"
    case .controlCharacter: "a control character in a string must be escaped"
    case .malformedEscape: "malformed escape"
    case .loneSurrogate: "half of a surrogate pair"
    case .malformedUTF8: "malformed UTF-8"
    case .byteOrderMark: "a byte order mark is not part of JSON"
    case .duplicateName(let name): "a second member named '\(name)'"
    case .tooLarge(let limit): "larger than \(limit) bytes"
    case .tooDeep(let limit): "deeper than \(limit) levels"
    case .tooManyMembers(let limit): "more than \(limit) members"
    case .numberTooLong(let limit): "a number longer than \(limit) bytes"
    }
  }
}
