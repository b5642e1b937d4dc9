internal import Core

/// Writes one JSON document on one line, members in the order in which they are given.
struct JSONText {
  private(set) var bytes: [UInt8] = []
  /// Whether the next member or element needs a comma before it.
  private var needsComma = false

  /// An object, as the document, an element or, with a key, a member.
  mutating func object(_ key: StaticString? = nil, _ members: (inout JSONText) -> Void) {
    enclose(key, UInt8(ascii: "{"), UInt8(ascii: "}"), members)
  }

  mutating func array(_ key: StaticString, _ elements: (inout JSONText) -> Void) {
    enclose(key, UInt8(ascii: "["), UInt8(ascii: "]"), elements)
  }

  mutating func member(_ key: StaticString, _ count: UInt64) { member(key, literal: "\(count)") }

  mutating func member(_ key: StaticString, _ flag: Bool) {
    member(key, literal: flag ? "true" : "false")
  }

  /// A string; null for nil. Exact decimals go as strings: most readers round numbers.
  mutating func member(_ key: StaticString, _ text: String?) {
    open(key)
    if let text { append(quoted: text) } else { bytes.append(text: "null") }
    needsComma = true
  }

  /// A number that is already text; null for nil.
  mutating func member(_ key: StaticString, literal: String?) {
    open(key)
    bytes.append(text: literal ?? "null")
    needsComma = true
  }

  private mutating func enclose(
    _ key: StaticString?, _ opening: UInt8, _ closing: UInt8, _ body: (inout JSONText) -> Void
  ) {
    open(key)
    bytes.append(opening)
    needsComma = false
    body(&self)
    bytes.append(closing)
    needsComma = true
  }

  private mutating func open(_ key: StaticString?) {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    guard let key else { return }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(text: key)
    bytes.append(text: "\":")
  }

  /// RFC 8259, section 7: quote, backslash and control characters are escaped.
  private mutating func append(quoted text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        bytes.append(text: "\\u00")
        bytes.append(text: byte < 16 ? "0" : "1")
        bytes.append(text: String(byte & 15, radix: 16))
      default: bytes.append(byte)  // open set: bytes
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
