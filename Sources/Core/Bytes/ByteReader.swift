/// Why saved state could not be read back; `offset` is the byte at which the field began.
public struct StateDecodingError: Error, Equatable {
  /// Byte offset from the start of the saved state.
  public let offset: Int
  /// What was wrong there.
  public let reason: Reason

  /// The ways in which saved state can be unreadable.
  public enum Reason: Sendable, Equatable {
    /// The bytes end inside a field.
    case truncated
    /// A field holds a value that its type does not allow.
    case invalidValue(field: String)
    /// Bytes follow the end of the state.
    case trailingBytes(Int)
    /// The state was saved by another kind of writer or another version.
    case wrongFormat(expected: String)
    /// The bytes are not those that were saved: cut short or altered.
    case damaged
  }

  /// Names a failure at an offset.
  public init(offset: Int, reason: Reason) {
    self.offset = offset
    self.reason = reason
  }
}

extension StateDecodingError: CustomStringConvertible {
  /// `byte offset: what is wrong; what to do`.
  public var description: String { "byte \(offset): \(reason.message)" }
}

extension StateDecodingError.Reason {
  /// One sentence for people, with the remedy.
  public var message: String {
    switch self {
    case .truncated: "the state ends in the middle; save it again"
    case .invalidValue(let field): "value not allowed for '\(field)'; save the state again"
    case .trailingBytes(let count): "\(count) bytes follow the state; save it again"
    case .wrongFormat(let expected):
      "does not begin with '\(expected)'; name a file that this version saved"
    case .damaged: "the file was cut short or altered since it was saved; save the state again"
    }
  }
}

/// Reads back what `ByteWriter` wrote; every read is checked, none traps.
public struct ByteReader {
  private let bytes: [UInt8]
  /// Offset of the next byte.
  public private(set) var offset = 0
  /// Offset at which the word, byte or text read last began.
  private var lastStart = 0

  /// Reads from the first byte on.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// An error naming `field` at the word, byte or text that was read last: what a type throws
  /// whose rules the value just read does not keep.
  public func invalid(_ field: String) -> StateDecodingError {
    StateDecodingError(offset: lastStart, reason: .invalidValue(field: field))
  }

  /// The next eight bytes, lowest first.
  public mutating func word() throws(StateDecodingError) -> UInt64 {
    guard bytes.count - offset >= 8 else { throw truncated }
    var word: UInt64 = 0
    for index in 0..<8 { word |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
    lastStart = offset
    offset += 8
    return word
  }

  /// The next signed word.
  public mutating func signedWord() throws(StateDecodingError) -> Int64 {
    Int64(bitPattern: try word())
  }

  /// A non-negative count of things of at least `minimumSize` bytes each; a forged count that the
  /// rest of the input could not hold is refused.
  public mutating func count(minimumSize: Int = 1) throws(StateDecodingError) -> Int {
    guard let count = Int(exactly: try signedWord()), count >= 0,
      count <= (bytes.count - offset) / max(1, minimumSize)
    else { throw invalid("count") }
    return count
  }

  /// A non-negative index or limit that stands for no stored bytes.
  public mutating func index() throws(StateDecodingError) -> Int {
    guard let index = Int(exactly: try signedWord()), index >= 0 else { throw invalid("index") }
    return index
  }

  /// The next IEEE 754 value.
  public mutating func double() throws(StateDecodingError) -> Double {
    Double(bitPattern: try word())
  }

  /// The next byte.
  public mutating func byte() throws(StateDecodingError) -> UInt8 {
    guard offset < bytes.count else { throw truncated }
    lastStart = offset
    offset += 1
    return bytes[lastStart]
  }

  /// The next flag; bytes other than 0 and 1 are refused.
  public mutating func flag() throws(StateDecodingError) -> Bool {
    let byte = try byte()
    guard byte <= 1 else { throw invalid("flag") }
    return byte == 1
  }

  /// The next counted string.
  public mutating func text() throws(StateDecodingError) -> String {
    let length = try count()
    guard let text = String(validating: bytes[offset..<offset + length], as: UTF8.self) else {
      throw invalid("text")
    }
    offset += length
    return text
  }

  /// The next counted array. It grows as elements are read, so that a forged count reserves nothing.
  public mutating func array<Value: Persistable>(of type: Value.Type) throws(StateDecodingError)
    -> [Value]
  {
    let length = try count()
    var values: [Value] = []
    for _ in 0..<length { values.append(try Value(decoding: &self)) }
    return values
  }

  /// The next optional value.
  public mutating func optional<Value: Persistable>(_ type: Value.Type) throws(StateDecodingError)
    -> Value?
  {
    try flag() ? try Value(decoding: &self) : nil
  }

  /// Refuses anything behind the state.
  public func finish() throws(StateDecodingError) {
    guard offset == bytes.count else {
      throw StateDecodingError(offset: offset, reason: .trailingBytes(bytes.count - offset))
    }
  }

  /// The next bytes, at most `count` of them, for another reader; they are not taken yet.
  func peek(_ count: Int) -> [UInt8] {
    Array(bytes[offset..<offset + min(count, bytes.count - offset)])
  }

  /// Takes `count` bytes that another reader has read.
  mutating func skip(_ count: Int) throws(StateDecodingError) {
    guard count <= bytes.count - offset else { throw truncated }
    lastStart = offset
    offset += count
  }

  /// The failure of a field that does not end before the bytes do.
  var truncated: StateDecodingError {
    StateDecodingError(offset: offset, reason: .truncated)
  }
}
