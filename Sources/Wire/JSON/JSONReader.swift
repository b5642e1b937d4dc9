internal import Core

extension JSONValue {
  /// Reads exactly one value, white space around it allowed: RFC 8259 to the letter, within
  /// `limits`. Names may not repeat; numbers keep their digits.
  /// - Complexity: O(n), and O(m log m) in the members of an object for the search of duplicates.
  public init(parsing text: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
    self = try JSONOutline(parsing: text, limits: limits).value(at: 0)
  }

  /// Reads from bytes that somebody else holds; copies them once.
  public init(parsing text: Span<UInt8>, limits: JSONLimits = .standard) throws(JSONError) {
    try self.init(parsing: limits.copy(text), limits: limits)
  }
}

extension JSONLimits {
  /// A copy of a text, one byte beyond the limit at most: enough to be refused for it.
  func copy(_ text: Span<UInt8>) -> [UInt8] {
    let length = size < text.count ? max(0, size) + 1 : text.count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length)
    bytes.append(copying: text.extracting(0..<length))
    return bytes
  }
}

/// A cursor over one JSON text: recursive descent, no deeper than its limits.
struct JSONReader {
  let bytes: [UInt8]
  let limits: JSONLimits
  let depthLimit: Int
  /// Index of the next byte.
  var cursor = 0
  /// What was met so far, outer before inner.
  private(set) var nodes: [JSONOutline.Node] = []

  /// A reason and the byte at which it holds.
  struct Failure: Error {
    let offset: Int
    let reason: JSONError.Reason
  }

  init(_ bytes: [UInt8], _ limits: JSONLimits, at cursor: Int = 0) {
    self.bytes = bytes
    self.limits = limits
    self.cursor = cursor
    depthLimit = min(limits.depth, JSONLimits.depthCeiling)
  }

  mutating func document() throws(Failure) {
    let limit = min(limits.size, Int(Int32.max))
    guard bytes.count <= limit else {
      throw Failure(offset: max(0, limit), reason: .tooLarge(limit: limit))
    }
    guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { throw failure(.byteOrderMark) }
    // A value takes eight bytes of most texts; a forged one may need more.
    nodes.reserveCapacity(bytes.count / 8 + 8)
    skipSpace()
    try value(depth: 0)
    skipSpace()
    guard cursor == bytes.count else { throw failure(.trailingContent) }
  }

  private mutating func value(depth: Int) throws(Failure) {
    guard let byte = peek else { throw failure(.unexpectedEnd) }
    switch byte {
    case UInt8(ascii: "{"): try object(depth: depth + 1)
    case UInt8(ascii: "["): try array(depth: depth + 1)
    case UInt8(ascii: "\""): try string(.string)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    case UInt8(ascii: "a")...UInt8(ascii: "z"): try literal()
    default: throw failure(.expectedValue)  // open set: bytes
    }
  }

  /// Notes what lies between `start` and the cursor.
  private mutating func note(_ kind: JSONOutline.Kind, from start: Int, isPlain: Bool = true) {
    nodes.append(
      JSONOutline.Node(
        kind: kind, isPlain: isPlain, start: UInt32(truncatingIfNeeded: start),
        end: UInt32(truncatingIfNeeded: cursor),
        following: UInt32(truncatingIfNeeded: nodes.count + 1)))
  }

  /// Notes that the array or object at `index` ends at the cursor.
  private mutating func close(_ index: Int) {
    nodes[index].end = UInt32(truncatingIfNeeded: cursor)
    nodes[index].following = UInt32(truncatingIfNeeded: nodes.count)
  }

  private mutating func array(depth: Int) throws(Failure) {
    guard depth <= depthLimit else { throw failure(.tooDeep(limit: depthLimit)) }
    let index = nodes.count
    note(.array, from: cursor)
    cursor += 1
    skipSpace()
    var count = 0
    if take(UInt8(ascii: "]")) { return close(index) }
    while true {
      guard count < limits.members else {
        throw failure(.tooManyMembers(limit: limits.members))
      }
      try value(depth: depth)
      count += 1
      skipSpace()
      if take(UInt8(ascii: "]")) { return close(index) }
      try expect(UInt8(ascii: ","), or: .expectedCommaOrBracket)
      skipSpace()
    }
  }

  private mutating func object(depth: Int) throws(Failure) {
    guard depth <= depthLimit else { throw failure(.tooDeep(limit: depthLimit)) }
    let index = nodes.count
    note(.object, from: cursor)
    cursor += 1
    skipSpace()
    var count = 0
    if take(UInt8(ascii: "}")) { return close(index) }
    while true {
      guard count < limits.members else {
        throw failure(.tooManyMembers(limit: limits.members))
      }
      guard let quote = peek else { throw failure(.unexpectedEnd) }
      guard quote == UInt8(ascii: "\"") else { throw failure(.expectedName) }
      try string(.name)
      skipSpace()
      try expect(UInt8(ascii: ":"), or: .expectedColon)
      skipSpace()
      try value(depth: depth)
      count += 1
      skipSpace()
      if take(UInt8(ascii: "}")) { break }
      try expect(UInt8(ascii: ","), or: .expectedCommaOrBrace)
      skipSpace()
    }
    close(index)
    try refuseDuplicates(of: index, count: count)
  }

  /// Names are equal when their bytes are; sorting keeps a forged object from costing m².
  private func refuseDuplicates(of object: Int, count: Int) throws(Failure) {
    if count <= Self.pairwiseLimit, !holdsDuplicates(object) { return }
    var names: [(text: String, offset: Int)] = []
    var index = object + 1
    while index < Int(nodes[object].following) {
      names.append((JSONOutline.text(of: nodes[index], in: bytes), Int(nodes[index].start)))
      index = Int(nodes[index + 1].following)
    }
    names.sort { left, right in
      let (name, other) = (left.text.utf8, right.text.utf8)
      return name.elementsEqual(other)
        ? left.offset < right.offset : name.lexicographicallyPrecedes(other)
    }
    for (earlier, later) in zip(names, names.dropFirst())
    where earlier.text.utf8.elementsEqual(later.text.utf8) {
      throw Failure(offset: later.offset, reason: .duplicateName(later.text))
    }
  }

  /// Members up to which comparing every pair is quicker than sorting.
  private static let pairwiseLimit = 24

  /// Whether two of the object's names may be the same.
  private func holdsDuplicates(_ object: Int) -> Bool {
    var seen: UInt64 = 0  // a bit a name, by its length and first byte: most are met once
    var later = object + 1
    while later < Int(nodes[object].following) {
      let name = nodes[later]
      guard name.isPlain else { return true }
      let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: sketch(name))
      if seen & bit != 0, isRepeated(later, of: object) { return true }
      seen |= bit
      later = Int(nodes[later + 1].following)
    }
    return false
  }

  /// A number below 64 that equal names share.
  private func sketch(_ name: JSONOutline.Node) -> UInt8 {
    (bytes[Int(name.start) + 1] ^ UInt8(truncatingIfNeeded: (name.end - name.start) &* 11)) & 63
  }

  /// Whether a member before the one at `later` has the same name.
  private func isRepeated(_ later: Int, of object: Int) -> Bool {
    var earlier = object + 1
    while earlier < later {
      if isSameText(nodes[earlier], nodes[later]) { return true }
      earlier = Int(nodes[earlier + 1].following)
    }
    return false
  }

  private func isSameText(_ left: JSONOutline.Node, _ right: JSONOutline.Node) -> Bool {
    let length = Int(left.end - left.start)
    guard length == Int(right.end - right.start) else { return false }
    for offset in 0..<length
    where bytes[Int(left.start) + offset] != bytes[Int(right.start) + offset] { return false }
    return true
  }

  private mutating func literal() throws(Failure) {
    let start = cursor
    while let byte = peek, byte >= UInt8(ascii: "a"), byte <= UInt8(ascii: "z") { cursor += 1 }
    let word = bytes[start..<cursor]
    if word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8) {
      note(.bool, from: start)
    } else if word.elementsEqual("null".utf8) {
      note(.null, from: start)
    } else {
      throw Failure(offset: start, reason: .unknownLiteral)
    }
  }

  /// A quoted string or name; its bytes and escapes are checked.
  private mutating func string(_ kind: JSONOutline.Kind) throws(Failure) {
    let start = cursor
    let isPlain = try passString()
    note(kind, from: start, isPlain: isPlain)
  }

  /// `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`
  private mutating func number() throws(Failure) {
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
    note(.number, from: start)
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
