/// What stands in front of a field's value, ` key=`, as machine words that a compiler folds to
/// constants when the key is a literal in its sight.
struct FieldKey {
  private let key: StaticString
  /// Whether `=` follows the key; marks have none.
  private let hasValue: Bool

  @inline(always) init(_ key: StaticString) {
    self.key = key
    hasValue = true
  }

  @inline(always) init(mark key: StaticString) {
    self.key = key
    hasValue = false
  }

  /// How many bytes there are.
  @inline(always) var count: Int { key.utf8CodeUnitCount &+ (hasValue ? 2 : 1) }

  /// The first eight bytes, the first one lowest, zeros behind the end.
  @inline(always) var first: UInt64 {
    var word = UInt64(UInt8(ascii: " ")) | key.word(at: 0) << 8
    if hasValue, count <= 8 { word |= UInt64(UInt8(ascii: "=")) << UInt64(8 &* (count &- 1)) }
    return word
  }

  /// The next eight.
  @inline(always) var second: UInt64 {
    var word = key.word(at: 7)
    if hasValue, count > 8 { word |= UInt64(UInt8(ascii: "=")) << UInt64(8 &* (count &- 9)) }
    return word
  }
}
