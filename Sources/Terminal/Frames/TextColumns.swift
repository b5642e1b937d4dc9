/// How many columns text takes on a terminal.
public enum TextColumns {
  /// Columns of one character: 2 for the wide ones of East Asia and for pictures, 0 for marks that
  /// join the character before them and for controls, else 1.
  ///
  /// By ranges of blocks: a new character of Unicode may be misjudged, never one of a tape.
  public static func count(_ scalar: Unicode.Scalar) -> Int {
    let code = scalar.value
    if code < 0x7F { return code < 0x20 ? 0 : 1 }
    if isJoining(code) { return 0 }
    return isWide(code) ? 2 : 1
  }

  /// Columns of a whole text.
  public static func count(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + count($1) }
  }

  /// The text cut to so many columns, the last of them `…` when something was cut off.
  public static func clipped(_ text: String, to columns: Int) -> String {
    guard count(text) > columns else { return text }
    guard columns > 0 else { return "" }
    var result = ""
    var used = 0
    for scalar in text.unicodeScalars {
      used += count(scalar)
      if used >= columns { break }
      result.unicodeScalars.append(scalar)
    }
    return result + "…"
  }

  /// The text with spaces in front to fill so many columns.
  public static func right(_ text: String, _ columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - count(text))) + text
  }

  /// The text with spaces behind to fill so many columns.
  public static func left(_ text: String, _ columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - count(text)))
  }

  private static func isJoining(_ code: UInt32) -> Bool {
    switch code {
    case 0x7F...0x9F, 0xAD, 0x0300...0x036F, 0x0483...0x0489, 0x0591...0x05BD, 0x0610...0x061A,
      0x064B...0x065F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x200B...0x200F, 0x2028...0x202E,
      0x2060...0x206F, 0x20D0...0x20FF, 0xFE00...0xFE0F, 0xFE20...0xFE2F, 0xFEFF,
      0xE_0000...0xE_0FFF:
      true
    default: false  // open set: characters
    }
  }

  private static func isWide(_ code: UInt32) -> Bool {
    switch code {
    case 0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x2E80...0x303E,
      0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1_F300...0x1_F64F,
      0x1_F680...0x1_F6FF, 0x1_F900...0x1_F9FF, 0x2_0000...0x3_FFFD:
      true
    default: false  // open set: characters
    }
  }
}
