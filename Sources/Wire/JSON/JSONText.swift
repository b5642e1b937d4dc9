internal import Core

/// The bytes under a `JSONWriter`, and how deep they stand. Handed from writer to writer whole, so
/// that the bytes are never copied.
struct JSONText {
  var bytes: [UInt8] = []
  let style: JSONWriter.Style
  var depth = 0

  init(style: JSONWriter.Style) { self.style = style }

  mutating func writeObject(_ body: (inout JSONObjectWriter) -> Void) {
    bytes.append(UInt8(ascii: "{"))
    depth += 1
    var writer = JSONObjectWriter(text: lend())
    body(&writer)
    let isEmpty = writer.hasNoMembers
    swap(&bytes, &writer.text.bytes)
    close(with: UInt8(ascii: "}"), isEmpty: isEmpty)
  }

  mutating func writeArray(_ body: (inout JSONArrayWriter) -> Void) {
    bytes.append(UInt8(ascii: "["))
    depth += 1
    var writer = JSONArrayWriter(text: lend())
    body(&writer)
    let isEmpty = writer.hasNoElements
    swap(&bytes, &writer.text.bytes)
    close(with: UInt8(ascii: "]"), isEmpty: isEmpty)
  }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: bytes.append(text: "null" as StaticString)
    case .bool(let flag): write(bool: flag)
    case .number(let number): bytes.append(text: number.text)
    case .string(let text): write(string: text)
    case .array(let elements):
      writeArray { writer in for element in elements { writer.element(element) } }
    case .object(let members):
      writeObject { writer in for member in members { writer.member(member.name, member.value) } }
    }
  }

  mutating func write(bool flag: Bool) {
    bytes.append(text: flag ? "true" as StaticString : "false")
  }

  /// Escapes what RFC 8259 section 7 demands and nothing else, the short form where there is one.
  mutating func write(string: String) {
    bytes.append(UInt8(ascii: "\""))
    if string.utf8.allSatisfy(Self.isPlain) {
      bytes.append(contentsOf: string.utf8)
    } else {
      for byte in string.utf8 { write(escaping: byte) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func write(escaping byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): bytes.append(text: "\\\"" as StaticString)
    case UInt8(ascii: "\\"): bytes.append(text: "\\\\" as StaticString)
    case 0x08: bytes.append(text: "\\b" as StaticString)
    case 0x09: bytes.append(text: "\\t" as StaticString)
    case 0x0A: bytes.append(text: "\\n" as StaticString)
    case 0x0C: bytes.append(text: "\\f" as StaticString)
    case 0x0D: bytes.append(text: "\\r" as StaticString)
    case 0x00..<0x20:
      bytes.append(text: "\\u00" as StaticString)
      bytes.append(UInt8(ascii: "0") + byte >> 4)
      let low = byte & 15
      bytes.append(low < 10 ? UInt8(ascii: "0") + low : UInt8(ascii: "a") + low - 10)
    default: bytes.append(byte)  // open set: bytes
    }
  }

  /// What stands before a member or an element.
  mutating func separate(isFirst: Bool) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    breakLine()
  }

  private mutating func close(with byte: UInt8, isEmpty: Bool) {
    depth -= 1
    if !isEmpty { breakLine() }
    bytes.append(byte)
  }

  private mutating func breakLine() {
    guard style == .indented else { return }
    bytes.append(0x0A)
    for _ in 0..<depth { bytes.append(text: "  " as StaticString) }
  }

  /// This text, its bytes moved out of here until they are swapped back.
  private mutating func lend() -> JSONText {
    var lent = JSONText(style: style)
    lent.depth = depth
    swap(&bytes, &lent.bytes)
    return lent
  }
}
