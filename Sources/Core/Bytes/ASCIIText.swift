// Numbers as text, without Foundation and without a temporary String.

extension [UInt8] {
  /// Appends the UTF-8 bytes of a string.
  @inlinable public mutating func append(text: String) { append(contentsOf: text.utf8) }

  /// Appends decimal digits, zero-padded on the left to at least `width`.
  public mutating func append(integer value: UInt64, width: Int = 1) {
    guard value < 100_000_000 else {
      let (upper, lower) = value.quotientAndRemainder(dividingBy: 100_000_000)
      append(integer: upper, width: width - 8)
      append(word: UInt128(TextWord.digits(lower) | Self.zeros), length: 8)
      return
    }
    for _ in 0..<Swift.max(0, width - 8) { append(UInt8(ascii: "0")) }
    let (text, length) = Self.digits(value, width: width)
    append(word: UInt128(text), length: length)
  }

  /// Appends a raw count at a scale as a decimal number with exactly `scale` digits behind the
  /// point: the one canonical text of that value.
  public mutating func append(decimal raw: Int64, scale: DecimalScale) {
    if raw < 0 { append(UInt8(ascii: "-")) }
    let digits = Int(scale.digits)
    guard digits > 0 else { return append(integer: raw.magnitude) }
    let (whole, fraction) = raw.magnitude.quotientAndRemainder(
      dividingBy: TextWord.powerOfTen(digits))
    guard digits < 8, whole < 100_000_000 else {
      append(integer: whole)
      append(UInt8(ascii: "."))
      return append(integer: fraction, width: digits)
    }
    // Both sides of the point in one word of sixteen bytes.
    let (text, length) = Self.digits(whole, width: 1)
    let point = UInt64(UInt8(ascii: ".")) | Self.digits(fraction, width: digits).text << 8
    append(word: UInt128(text) | UInt128(point) << UInt128(8 * length), length: length + 1 + digits)
  }

  /// A number below 10⁸ as text in a word, with zeros in front up to `width`, at most eight.
  private static func digits(_ value: UInt64, width: Int) -> (text: UInt64, length: Int) {
    let digits = TextWord.digits(value)
    let zeros = Swift.min(8 - Swift.min(width, 8), Swift.min(7, digits.trailingZeroBitCount / 8))
    return ((digits | Self.zeros) >> UInt64(8 * zeros), 8 - zeros)
  }

  /// Eight times the digit 0.
  private static var zeros: UInt64 { 0x30 * TextWord.ones }

  /// Appends 16 lower-case hexadecimal digits.
  public mutating func append(hexadecimal word: UInt64) {
    for shift in stride(from: 60, through: 0, by: -4) {
      let nibble = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 15
      append(nibble < 10 ? nibble + UInt8(ascii: "0") : nibble - 10 + UInt8(ascii: "a"))
    }
  }
}

extension String {
  /// The canonical decimal text of a raw count at a scale.
  public init(decimal raw: Int64, scale: DecimalScale) {
    var bytes: [UInt8] = []
    bytes.append(decimal: raw, scale: scale)
    self.init(decoding: bytes, as: UTF8.self)
  }

  /// 16 lower-case hexadecimal digits.
  public init(hexadecimal word: UInt64) {
    var bytes: [UInt8] = []
    bytes.append(hexadecimal: word)
    self.init(decoding: bytes, as: UTF8.self)
  }
}
