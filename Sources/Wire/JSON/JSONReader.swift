internal import Core

extension JSONValue {
  /// Reads exactly one value, white space around it allowed: RFC 8259 to the letter, within
  /// `limits`. Names may not repeat; numbers keep their digits.
  /// - Complexity: O(n), and O(m log m) in the members of an object for the search of duplicates.
  public init(parsing text: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
    var reader = JSONReader(text, limits)
    do { self = try reader.document() } catch {
      throw JSONError(reader: reader, failure: error)
    }
  }
}

extension JSONValue {
  /// Reads from bytes that somebody else holds; copies them once.
  public init(parsing text: Span<UInt8>, limits: JSONLimits = .standard) throws(JSONError) {
    // One byte beyond the limit is enough to be refused for it.
    let length = limits.size < text.count ? max(0, limits.size) + 1 : text.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length)
    bytes.append(copying: text.extracting(0..<length))
    try self.init(parsing: bytes, limits: limits)
  }
}

/// A cursor over one JSON text: recursive descent, no deeper than its limits.
struct JSONReader {
  let bytes: [UInt8]
  let limits: JSONLimits
  let depthLimit: Int
  /// Index of the next byte.
  var cursor = 0
  /// Where each value met so far begins, outer before inner.
  private(set) var valueStarts: [Int] = []

  /// A reason and the byte at which it holds.
  struct Failure: Error {
    let offset: Int
    let reason: JSONError.Reason
  }

  init(_ bytes: [UInt8], _ limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
    depthLimit = min(limits.depth, JSONLimits.depthCeiling)
  }

  mutating func document() throws(Failure) -> JSONValue {
    guard bytes.count <= limits.size else {
      throw Failure(offset: max(0, limits.size), reason: .tooLarge(limit: limits.size))
    }
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { throw failure(.byteOrderMark) }
    skipSpace()
    let value = try value(depth: 0)
    skipSpace()
    guard cursor == bytes.count else { throw failure(.trailingContent) }
    return value
  }

  private mutating func value(depth: Int) throws(Failure) -> JSONValue {
    guard let byte = peek else { throw failure(.unexpectedEnd) }
    valueStarts.append(cursor)
    switch byte {
    case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    case UInt8(ascii: "a")...UInt8(ascii: "z"): return try literal()
    default: throw failure(.expectedValue)  // open set: bytes
    }
  }

  private mutating func array(depth: Int) throws(Failure) -> [JSONValue] {
    guard depth <= depthLimit else { throw failure(.tooDeep(limit: depthLimit)) }
    cursor += 1
    skipSpace()
    var elements: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return elements }
    while true {
      guard elements.count < limits.members else {
        throw failure(.tooManyMembers(limit: limits.members))
      }
      elements.append(try value(depth: depth))
      skipSpace()
      if take(UInt8(ascii: "]")) { return elements }
      try expect(UInt8(ascii: ","), or: .expectedCommaOrBracket)
      skipSpace()
    }
  }

  private mutating func object(depth: Int) throws(Failure) -> [JSONMember] {
    guard depth <= depthLimit else { throw failure(.tooDeep(limit: depthLimit)) }
    cursor += 1
    skipSpace()
    var members: [JSONMember] = []
    var offsets: [Int] = []
    if take(UInt8(ascii: "}")) { return members }
    while true {
      guard members.count < limits.members else {
        throw failure(.tooManyMembers(limit: limits.members))
      }
      guard let quote = peek else { throw failure(.unexpectedEnd) }
      guard quote == UInt8(ascii: "\"") else { throw failure(.expectedName) }
      offsets.append(cursor)
      let name = try string()
      skipSpace()
      try expect(UInt8(ascii: ":"), or: .expectedColon)
      skipSpace()
      members.append(JSONMember(name, try value(depth: depth)))
      skipSpace()
      if take(UInt8(ascii: "}")) { break }
      try expect(UInt8(ascii: ","), or: .expectedCommaOrBrace)
      skipSpace()
    }
    try refuseDuplicates(members, at: offsets)
    return members
  }

  /// Names are equal when their bytes are; sorting keeps a forged object from costing m².
  private func refuseDuplicates(
    _ members: [JSONMember], at offsets: [Int]
  ) throws(Failure) {
    if members.count <= Self.pairwiseLimit, !Self.holdsDuplicates(members) { return }
    let order = members.indices.sorted { left, right in
      let (name, other) = (members[left].name.utf8, members[right].name.utf8)
      if name.elementsEqual(other) { return left < right }
      return name.lexicographicallyPrecedes(other)
    }
    for (earlier, later) in zip(order, order.dropFirst())
    where members[earlier].name.utf8.elementsEqual(members[later].name.utf8) {
      throw Failure(offset: offsets[later], reason: .duplicateName(members[later].name))
    }
  }

  /// Members up to which comparing every pair is quicker than sorting.
  private static let pairwiseLimit = 24

  private static func holdsDuplicates(_ members: [JSONMember]) -> Bool {
    for later in members.indices.dropFirst() {
      for earlier in 0..<later where members[earlier].isNamed(members[later].name) { return true }
    }
    return false
  }

  private mutating func literal() throws(Failure) -> JSONValue {
    let start = cursor
    while let byte = peek, byte >= UInt8(ascii: "a"), byte <= UInt8(ascii: "z") { cursor += 1 }
    let word = bytes[start..<cursor]
    if word.elementsEqual("true".utf8) { return .bool(true) }
    if word.elementsEqual("false".utf8) { return .bool(false) }
    if word.elementsEqual("null".utf8) { return .null }
    throw Failure(offset: start, reason: .unknownLiteral)
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
  private mutating func number() throws(Failure) -> JSONNumber {
    let start = cursor
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      try digits()
    }
    if let byte = peek, byte.isDigit || byte == UInt8(ascii: ".") {
      throw failure(.malformedNumber)
    }
    guard cursor - start <= limits.numberLength else {
      throw Failure(offset: start, reason: .numberTooLong(limit: limits.numberLength))
    }
    return JSONNumber(unchecked: String(decoding: bytes[start..<cursor], as: UTF8.self))
  }

  private mutating func digits() throws(Failure) {
    guard let first = peek else { throw failure(.unexpectedEnd) }
    guard first.isDigit else { throw failure(.malformedNumber) }
    while let byte = peek, byte.isDigit { cursor += 1 }
  }
}

// The cursor.
extension JSONReader {
  /// The next byte without taking it.
  var peek: UInt8? { cursor < bytes.count ? bytes[cursor] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    cursor += 1
    return true
  }

  func failure(_ reason: JSONError.Reason) -> Failure { Failure(offset: cursor, reason: reason) }

  private mutating func expect(_ byte: UInt8, or reason: JSONError.Reason) throws(Failure) {
    guard cursor < bytes.count else { throw failure(.unexpectedEnd) }
    guard take(byte) else { throw failure(reason) }
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      cursor += 1
    }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
}

extension JSONError {
  /// Counts lines up to the failure; only failures pay for it.
  init(reader: JSONReader, failure: JSONReader.Failure) {
    var line = 1
    var lineStart = 0
    for (index, byte) in reader.bytes.prefix(failure.offset).enumerated() where byte == 0x0A {
      line += 1
      lineStart = index + 1
    }
    self.init(line: line, column: failure.offset - lineStart + 1, reason: failure.reason)
  }
}
