/// Why a piece of text could not be read; the tape, CSV and JSON readers add line and column.
public enum ScanFailure: Error, Sendable, Equatable {
  /// A digit was expected.
  case expectedDigit
  /// The text has a leading zero, a plus sign or minus zero: not the one canonical form.
  case notCanonical
  /// The number does not fit its type or its legal range.
  case outOfRange
  /// More digits behind the point than the scale keeps.
  case offScale
  /// Not exactly as many digits behind the point as the scale says.
  case wrongDigitCount(expected: Int)
  /// Another byte was expected.
  case expectedByte(UInt8)
}

/// A cursor over ASCII text that reads numbers digit by digit, exactly.
public struct ASCIIScanner: ~Escapable {
  @usableFromInline let bytes: Span<UInt8>
  /// Index of the next byte.
  public var cursor: Int

  /// Starts at the first byte.
  @_lifetime(copy bytes)
  @inlinable public init(_ bytes: Span<UInt8>, at cursor: Int = 0) {
    self.bytes = bytes
    self.cursor = cursor
  }

  /// Whether every byte was read.
  @inlinable public var isAtEnd: Bool { cursor >= bytes.count }

  /// The next byte without taking it.
  @inlinable public var peek: UInt8? { cursor < bytes.count ? bytes[cursor] : nil }

  /// Takes the next byte if it is `byte`.
  @_lifetime(self: copy self)
  @inlinable public mutating func take(_ byte: UInt8) -> Bool {
    guard cursor < bytes.count, bytes[cursor] == byte else { return false }
    cursor += 1
    return true
  }

  /// Takes `byte` or fails.
  @_lifetime(self: copy self)
  @inlinable public mutating func expect(_ byte: UInt8) throws(ScanFailure) {
    guard take(byte) else { throw .expectedByte(byte) }
  }

  /// Takes the bytes of a literal if they come next.
  @_lifetime(self: copy self)
  @inlinable public mutating func take(_ text: StaticString) -> Bool {
    guard text.stands(in: bytes, at: cursor) else { return false }
    cursor += text.utf8CodeUnitCount
    return true
  }

  /// A canonical unsigned integer: no sign, no leading zero. One that is out of range or not
  /// canonical is not taken: the cursor stays where it begins.
  @_lifetime(self: copy self)
  @inlinable public mutating func unsigned() throws(ScanFailure) -> UInt64 {
    let start = cursor
    var value: UInt64 = 0
    takeDigits(behind: &value, atMost: .max)
    while cursor < bytes.count {
      let digit = bytes[cursor] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      let (tens, overflowTens) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = tens.addingReportingOverflow(UInt64(digit))
      guard !overflowTens, !overflow else {
        cursor = start
        throw .outOfRange
      }
      value = sum
      cursor += 1
    }
    guard cursor > start else { throw .expectedDigit }
    if bytes[start] == UInt8(ascii: "0"), cursor - start > 1 {
      cursor = start
      throw .notCanonical
    }
    return value
  }

  /// Exactly `scale` digits behind the point, as the tape writes them; minus zero is refused. As
  /// with `unsigned()`, a number out of range or not canonical is not taken.
  @_lifetime(self: copy self)
  @inlinable public mutating func fixedDecimal(_ scale: DecimalScale) throws(ScanFailure) -> Int64 {
    let start = cursor
    do throws(ScanFailure) { return try takeFixedDecimal(scale) } catch {
      if error == .outOfRange || error == .notCanonical { cursor = start }
      throw error
    }
  }

  @_lifetime(self: copy self)
  @inlinable mutating func takeFixedDecimal(_ scale: DecimalScale) throws(ScanFailure) -> Int64 {
    let negative = take(UInt8(ascii: "-"))
    var value = try unsigned()
    if scale.digits > 0 {
      try expect(UInt8(ascii: "."))
      let digits = Int(scale.digits)
      for _ in 0..<digits {
        guard let byte = peek, byte &- UInt8(ascii: "0") <= 9 else {
          throw .wrongDigitCount(expected: digits)
        }
        value = try Self.shift(value, by: byte &- UInt8(ascii: "0"))
        cursor += 1
      }
      if let byte = peek, byte &- UInt8(ascii: "0") <= 9 {
        throw .wrongDigitCount(expected: digits)
      }
    }
    if negative, value == 0 { throw .notCanonical }
    guard let raw = Int64(exactly: value) else { throw .outOfRange }
    return negative ? -raw : raw
  }

  /// A decimal number with any number of digits, brought to `scale`: as venues and recordings
  /// write them. Digits beyond the scale must be zero; nothing is rounded.
  @_lifetime(self: copy self)
  public mutating func decimal(_ scale: DecimalScale) throws(ScanFailure) -> Int64 {
    if let value = shortDecimal(scale) { return value }
    let negative = take(UInt8(ascii: "-"))
    guard let first = peek, first &- UInt8(ascii: "0") <= 9 else { throw .expectedDigit }
    var value: UInt64 = 0
    takeDigits(behind: &value, atMost: .max)
    while let byte = peek, byte &- UInt8(ascii: "0") <= 9 {
      value = try Self.shift(value, by: byte &- UInt8(ascii: "0"))
      cursor += 1
    }
    var missing = Int(scale.digits)
    if take(UInt8(ascii: ".")) {
      guard let first = peek, first &- UInt8(ascii: "0") <= 9 else { throw .expectedDigit }
      missing -= takeDigits(behind: &value, atMost: missing)
      while let byte = peek, byte &- UInt8(ascii: "0") <= 9 {
        if missing > 0 {
          value = try Self.shift(value, by: byte &- UInt8(ascii: "0"))
          missing -= 1
        } else if byte != UInt8(ascii: "0") {
          throw .offScale
        }
        cursor += 1
      }
    }
    for _ in 0..<missing { value = try Self.shift(value, by: 0) }
    guard let raw = Int64(exactly: value) else { throw .outOfRange }
    return negative ? -raw : raw
  }

  /// Takes what `decimal` mostly meets: up to seven digits, and up to eight behind a point, none
  /// beyond the scale. Nil, and nothing taken, for anything else.
  ///
  /// The value stays below 10⁷ · 10ˢ ≤ 10¹⁸, so nothing here overflows.
  @_lifetime(self: copy self)
  @inline(always) private mutating func shortDecimal(_ scale: DecimalScale) -> Int64? {
    guard scale.digits <= 11, let word = bytes.word(at: cursor) else { return nil }
    let values = TextWord.digitValues(word)
    let whole = TextWord.digitCount(values)
    guard whole > 0, whole < 8 else { return nil }
    var value = TextWord.number(values, count: whole)
    var (end, missing) = (cursor &+ whole, Int(scale.digits))
    if bytes[end] == UInt8(ascii: ".") {
      guard let rest = bytes.word(at: end &+ 1) else { return nil }
      let parts = TextWord.digitValues(rest)
      let count = TextWord.digitCount(parts)
      end &+= 1 &+ count
      guard count > 0, count <= missing, end == bytes.count || bytes[end] &- 0x30 > 9 else {
        return nil
      }
      value = value &* TextWord.powerOfTen(count) &+ TextWord.number(parts, count: count)
      missing &-= count
    }
    cursor = end
    return Int64(truncatingIfNeeded: value &* TextWord.powerOfTen(missing))
  }

  /// Takes digits eight at a time, as far as there are that many bytes, no more digits than `limit`
  /// and room in the number; returns how many. The others are left to be taken one by one.
  @_lifetime(self: copy self)
  @discardableResult
  @inlinable @inline(always) mutating func takeDigits(behind value: inout UInt64, atMost limit: Int)
    -> Int
  {
    let start = cursor
    while let word = bytes.word(at: cursor) {
      let values = TextWord.digitValues(word)
      let count = TextWord.digitCount(values)
      guard count > 0, cursor &- start &+ count <= limit else { break }
      let (shifted, overflow) = value.multipliedReportingOverflow(by: TextWord.powerOfTen(count))
      let (sum, carry) = shifted.addingReportingOverflow(TextWord.number(values, count: count))
      guard !overflow, !carry else { break }
      value = sum
      cursor &+= count
      if count < 8 { break }
    }
    return cursor &- start
  }

  /// 16 lower-case hexadecimal digits.
  @_lifetime(self: copy self)
  public mutating func hexadecimal() throws(ScanFailure) -> UInt64 {
    var value: UInt64 = 0
    for _ in 0..<16 {
      guard let byte = peek else { throw .expectedDigit }
      let nibble: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): nibble = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): nibble = byte - UInt8(ascii: "a") + 10
      default: throw .expectedDigit  // open set: bytes
      }
      value = value << 4 | UInt64(nibble)
      cursor += 1
    }
    return value
  }

  /// One more decimal digit behind `value`.
  @inlinable static func shift(_ value: UInt64, by digit: UInt8) throws(ScanFailure) -> UInt64 {
    let (tens, overflowTens) = value.multipliedReportingOverflow(by: 10)
    let (sum, overflow) = tens.addingReportingOverflow(UInt64(digit))
    guard !overflowTens, !overflow else { throw .outOfRange }
    return sum
  }
}

extension ASCIIScanner {
  /// Moves to the next space or the end.
  @_lifetime(self: copy self)
  @inlinable public mutating func skipWord() {
    while cursor < bytes.count, bytes[cursor] != UInt8(ascii: " ") { cursor += 1 }
  }

  /// Takes the bytes up to the next space or the end.
  @_lifetime(self: copy self)
  public mutating func takeWord() -> String {
    var word: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: " ") {
      word.append(byte)
      cursor += 1
    }
    return String(decoding: word, as: UTF8.self)
  }
}
