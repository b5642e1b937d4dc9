/// One line of text while it is being made, without heap: words go in whole, and only as many of
/// their bytes count as are meant.
///
/// What does not fit is dropped and remembered; a tape line is far too short for that.
struct LineBuilder: Sendable {
  /// Most bytes of a line.
  static let capacity = TapeGrammar.maximumLineLength

  private var bytes = InlineArray<1088, UInt8>(repeating: 0)
  private(set) var count = 0
  /// Whether something did not fit.
  var isTooLong: Bool { count > Self.capacity }

  /// An empty line.
  init() {}

  /// What was appended so far.
  var span: Span<UInt8> {
    @_lifetime(borrow self)
    borrowing get { bytes.span.extracting(0..<min(count, Self.capacity)) }
  }

  /// Starts the next line in the same place.
  @inline(always) mutating func removeAll() { count = 0 }

  /// Appends the lowest `length` bytes, lowest first.
  @inline(always) mutating func append(_ word: UInt64, length: Int) {
    put(word, at: 0)
    count &+= length
  }

  /// Appends one byte.
  @inline(always) mutating func append(_ byte: UInt8) { append(UInt64(byte), length: 1) }

  /// Appends a word of `length` bytes.
  @inline(always) mutating func append(_ word: ShortWord, length: Int) {
    put(word.first, at: 0)
    if length > 8 {
      put(word.second, at: 8)
      put(word.third, at: 16)
      put(word.fourth, at: 24)
    }
    count &+= length
  }

  /// Appends ` key=`.
  @inline(always) mutating func append(_ key: FieldKey) {
    put(key.first, at: 0)
    if key.count > 8 { put(key.second, at: 8) }
    count &+= key.count
  }

  /// Appends decimal digits.
  @inline(always) mutating func append(integer value: UInt64) {
    guard value >= 100_000_000 else { return appendShort(value) }
    appendLong(value)
  }

  /// Appends a raw count at a scale: see `Array.append(decimal:scale:)`.
  @inline(always) mutating func append(decimal raw: Int64, scale: DecimalScale) {
    if raw < 0 { append(UInt8(ascii: "-")) }
    let value = raw.magnitude
    let width = Int(scale.digits)
    guard width > 0 else { return append(integer: value) }
    guard width < 8, value < 100_000_000 else { return appendLong(value, width: width) }
    // Eight digits, those behind the point a second time one byte further.
    let digits = TextWord.digits(value)
    let zeros = min(7 &- width, digits.trailingZeroBitCount >> 3)
    let text = digits | 0x30 &* TextWord.ones
    let fraction = text &>> UInt64(truncatingIfNeeded: 8 &* (8 &- width))
    append(text &>> UInt64(truncatingIfNeeded: 8 &* zeros), length: 8 &- width &- zeros)
    append(UInt64(UInt8(ascii: ".")) | fraction << 8, length: width &+ 1)
  }

  @inline(never) private mutating func appendLong(_ value: UInt64, width: Int) {
    let (whole, fraction) = value.quotientAndRemainder(dividingBy: TextWord.powerOfTen(width))
    append(integer: whole)
    append(UInt8(ascii: "."))
    append(fraction: fraction, width: width)
  }

  /// Appends seconds with nine digits behind the point.
  @inline(always) mutating func append(time: Timestamp) {
    let nanoseconds = time.nanoseconds.magnitude
    append(integer: nanoseconds / 1_000_000_000)
    append(UInt8(ascii: "."))
    append(fraction: nanoseconds % 1_000_000_000, width: 9)
  }

  /// Up to eight digits without zeros in front.
  @inline(always) private mutating func appendShort(_ value: UInt64) {
    let digits = TextWord.digits(value)
    let zeros = min(7, digits.trailingZeroBitCount >> 3)
    append((digits | 0x30 &* TextWord.ones) &>> UInt64(8 &* zeros), length: 8 &- zeros)
  }

  @inline(never) private mutating func appendLong(_ value: UInt64) {
    append(integer: value / 100_000_000)
    append(TextWord.digits(value % 100_000_000) | 0x30 &* TextWord.ones, length: 8)
  }

  /// Exactly `width` digits, `1…18`, zeros in front.
  @inline(always) private mutating func append(fraction: UInt64, width: Int) {
    guard width > 8 else { return appendPadded(fraction, width: width) }
    let rest = fraction / 100_000_000
    if width > 16 {
      appendPadded(rest / 100_000_000, width: width &- 16)
      appendPadded(rest % 100_000_000, width: 8)
    } else {
      appendPadded(rest, width: width &- 8)
    }
    appendPadded(fraction % 100_000_000, width: 8)
  }

  /// The last `width` of eight digits.
  @inline(always) private mutating func appendPadded(_ value: UInt64, width: Int) {
    let digits = TextWord.digits(value) | 0x30 &* TextWord.ones
    append(digits &>> UInt64(truncatingIfNeeded: 8 &* (8 &- width)), length: width)
  }

  /// Stores eight bytes behind the end; they count when `count` goes past them.
  @inline(always) private mutating func put(_ word: UInt64, at offset: Int) {
    guard count <= Self.capacity else { return }
    var span = bytes.mutableSpan
    // SAFETY: the raw view lives within this call, and bytes hold any pattern of bits.
    var raw = unsafe span.mutableBytes
    raw.storeBytes(of: word.littleEndian, toByteOffset: count &+ offset, as: UInt64.self)
  }
}
