/// Which key a complete sequence means; nil where it means none that we know.
///
/// The names of xterm, and where they differ those of the Linux console, rxvt and tmux.
enum KeySequence {
  /// A byte below space, or delete.
  static func control(_ byte: UInt8) -> Key {
    switch byte {
    case 0x0D, 0x0A: .enter
    case 0x09: .tab
    case 0x08, 0x7F: .backspace
    case 0x00: .control(" ")
    case 0x01...0x1A: .control(Unicode.Scalar(byte + 0x60))
    default: .control(Unicode.Scalar(byte + 0x40))  // open set: controls of signs
    }
  }

  /// `ESC O` and this byte.
  static func short(_ final: UInt8) -> Key? {
    switch final {
    case UInt8(ascii: "P"): .function(1)
    case UInt8(ascii: "Q"): .function(2)
    case UInt8(ascii: "R"): .function(3)
    case UInt8(ascii: "S"): .function(4)
    case UInt8(ascii: "M"): .enter
    default: arrow(final)  // open set: bytes
    }
  }

  /// `ESC [ [` and this byte.
  static func consoleFunction(_ final: UInt8) -> Key? {
    guard (UInt8(ascii: "A")...UInt8(ascii: "E")).contains(final) else { return nil }
    return .function(Int(final - UInt8(ascii: "A")) + 1)
  }

  /// `ESC [`, parameters, and this byte.
  static func long(_ final: UInt8, _ parameters: [UInt8]) -> Key? {
    switch final {
    case UInt8(ascii: "~"): numbered(number(parameters))
    case UInt8(ascii: "Z"): .backTab
    // A modified function key, `1;2P`; alone, `R` would be a report of the cursor's place.
    case UInt8(ascii: "P"), UInt8(ascii: "Q"), UInt8(ascii: "R"), UInt8(ascii: "S"):
      number(parameters) == 1 ? short(final) : nil
    default: arrow(final)  // open set: bytes
    }
  }

  private static func arrow(_ final: UInt8) -> Key? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    default: nil  // open set: bytes
    }
  }

  private static func numbered(_ number: Int?) -> Key? {
    guard let number else { return nil }
    switch number {
    case 1, 7: return .home
    case 2: return .insert
    case 3: return .delete
    case 4, 8: return .end
    case 5: return .pageUp
    case 6: return .pageDown
    case 11...15: return .function(number - 10)
    case 17...21: return .function(number - 11)
    case 23...24: return .function(number - 12)
    default: return nil  // open set: numbers
    }
  }

  /// The first parameter; nil when there is none.
  static func number(_ parameters: [UInt8]) -> Int? {
    var value: Int?
    for byte in parameters {
      guard byte &- UInt8(ascii: "0") <= 9 else { break }
      value = min(9_999, (value ?? 0) * 10 + Int(byte - UInt8(ascii: "0")))
    }
    return value
  }
}
