/// The alphabet of names on a tape: symbols, currencies, parties and regimes.
public enum TapeName {
  /// Longest name.
  public static let maximumLength = 32

  /// Whether `name` is 1–32 characters of `[A-Za-z0-9._:/-]` and not the lone `-`.
  public static func isValid(_ name: String) -> Bool {
    guard (1...maximumLength).contains(name.utf8.count), name != "-" else { return false }
    return name.utf8.allSatisfy(isAllowed)
  }

  @usableFromInline static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "-"):
      return true
    default: return false  // open set: bytes
    }
  }
}
