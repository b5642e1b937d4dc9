internal import Core

extension JSONReader {
  /// Passes over a quoted string; whether it is plain ASCII without escapes.
  mutating func passString() throws(Failure) -> Bool {
    let start = cursor
    cursor += 1
    cursor = bytes.span.endOfPlainText(from: cursor)
    while let byte = peek, byte >= 0x20, byte < 0x80, byte != UInt8(ascii: "\\") {
      cursor += 1
      if byte == UInt8(ascii: "\"") { return true }
    }
    cursor = start
    _ = try unusualString()
    return false
  }

  /// A quoted string, its escapes resolved and its bytes checked, whatever it holds.
  mutating func unusualString() throws(Failure) -> String {
    cursor += 1
    return try string(behind: [])
  }

  /// The rest of a string that is more than plain ASCII, behind what it begins with.
  private mutating func string(behind beginning: [UInt8]) throws(Failure) -> String {
    var text = beginning
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        cursor += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text.append(contentsOf: String(try escape()).utf8)
      case 0x00..<0x20: throw failure(.controlCharacter)
      case 0x20..<0x80:
        text.append(byte)
        cursor += 1
      default:  // open set: bytes; the lead of a longer sequence, or no UTF-8
        guard let length = sequenceLength else { throw failure(.malformedUTF8) }
        text.append(contentsOf: bytes[cursor..<cursor + length])
        cursor += length
      }
    }
    throw failure(.unexpectedEnd)
  }

  private mutating func escape() throws(Failure) -> Unicode.Scalar {
    let start = cursor
    cursor += 1
    guard let letter = peek else { throw failure(.unexpectedEnd) }
    cursor += 1
    switch letter {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(from: start)
    default: throw Failure(offset: start, reason: .malformedEscape)  // open set: bytes
    }
  }

  /// One code unit, or two that make a scalar beyond the first plane (RFC 8259 section 7).
  private mutating func unicodeEscape(from start: Int) throws(Failure) -> Unicode.Scalar {
    let unit = try codeUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard unit < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      throw Failure(offset: start, reason: .loneSurrogate)
    }
    let low = try codeUnit()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw Failure(offset: start, reason: .loneSurrogate) }
    return scalar
  }

  private mutating func codeUnit() throws(Failure) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek else { throw failure(.unexpectedEnd) }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt32(byte - 0x30)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt32(byte - 0x61 + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt32(byte - 0x41 + 10)
      default: throw failure(.malformedEscape)  // open set: bytes
      }
      cursor += 1
    }
    return unit
  }

  /// Length of the well-formed sequence of two to four bytes at the cursor (Unicode, table 3-7):
  /// no overlong form, no surrogate, nothing beyond U+10FFFF.
  private var sequenceLength: Int? {
    switch bytes[cursor] {
    case 0xC2...0xDF: follows(1, second: 0x80...0xBF)
    case 0xE0: follows(2, second: 0xA0...0xBF)
    case 0xE1...0xEC, 0xEE...0xEF: follows(2, second: 0x80...0xBF)
    case 0xED: follows(2, second: 0x80...0x9F)
    case 0xF0: follows(3, second: 0x90...0xBF)
    case 0xF1...0xF3: follows(3, second: 0x80...0xBF)
    case 0xF4: follows(3, second: 0x80...0x8F)
    default: nil  // open set: bytes
    }
  }

  private func follows(_ count: Int, second: ClosedRange<UInt8>) -> Int? {
    guard bytes.count - cursor > count, second.contains(bytes[cursor + 1]) else { return nil }
    for index in (cursor + 1)...(cursor + count) where bytes[index] & 0xC0 != 0x80 { return nil }
    return count + 1
  }
}
