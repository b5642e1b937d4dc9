// Numbers as text, without Foundation and without a temporary String.

extension [UInt8] {
  /// Appends the UTF-8 bytes of a string.
  @inlinable public mutating func append(text: String) { append(contentsOf: text.utf8) }

  /// Appends decimal digits, zero-padded on the left to at least `width`.
  public mutating func append(integer value: UInt64, width: Int = 1) {
    let start = count
    var rest = value
    repeat {
      append(UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0"))
      rest /= 10
    } while rest != 0
    while count - start < width { append(UInt8(ascii: "0")) }
    // Turned round in place: reversing a slice would copy it to the heap.
    for offset in 0..<(count - start) / 2 { swapAt(start + offset, count - 1 - offset) }
  }

  /// Appends a raw count at a scale as a decimal number with exactly `scale` digits behind the
  /// point: the one canonical text of that value.
  public mutating func append(decimal raw: Int64, scale: DecimalScale) {
    if raw < 0 { append(UInt8(ascii: "-")) }
    let units = UInt64(scale.unitsPerWhole)
    let (whole, fraction) = raw.magnitude.quotientAndRemainder(dividingBy: units)
    append(integer: whole)
    guard scale.digits > 0 else { return }
    append(UInt8(ascii: "."))
    append(integer: fraction, width: Int(scale.digits))
  }

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
