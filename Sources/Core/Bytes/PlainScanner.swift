/// Reads the parts of a line that is as it should be, eight bytes at a time.
///
/// It takes a canonical form or throws; what is wrong, `ASCIIScanner` finds out on the same bytes.
/// So nothing here carries positions or reasons, and rare forms may be left to that one: it gives
/// up within eight bytes of the end of what it was given, and on numbers of 20 digits.
struct PlainScanner: ~Escapable, BitwiseCopyable {
  private let text: WordSpan
  /// Index of the next byte.
  private(set) var cursor: Int

  @_lifetime(copy bytes)
  @inline(always) init(_ bytes: Span<UInt8>, at cursor: Int) {
    text = WordSpan(bytes)
    self.cursor = cursor
  }

  /// Takes ` key=` if it comes next.
  @_lifetime(self: copy self)
  @inline(always) mutating func take(_ key: FieldKey) throws(Unreadable) -> Bool {
    guard try comes(key) else { return false }
    cursor &+= key.count
    return true
  }

  /// Whether ` key=` comes next; of a key longer than 16 bytes it cannot say.
  @inline(always) func comes(_ key: FieldKey) throws(Unreadable) -> Bool {
    guard key.count <= 16 else { try Unreadable.raise() }
    guard try (load(0) ^ key.first) & TextWord.mask(key.count) == 0 else { return false }
    guard key.count > 8 else { return true }
    return try (load(8) ^ key.second) & TextWord.mask(key.count &- 8) == 0
  }

  /// Takes `byte` or gives up.
  @_lifetime(self: copy self)
  @inline(always) mutating func expect(_ byte: UInt8) throws(Unreadable) {
    guard try take(byte) else { try Unreadable.raise() }
  }

  /// Takes `byte` if it comes next.
  @_lifetime(self: copy self)
  @inline(always) mutating func take(_ byte: UInt8) throws(Unreadable) -> Bool {
    guard try load(0) & 0xFF == UInt64(byte) else { return false }
    cursor &+= 1
    return true
  }

  /// Goes on behind a word that ends here: a space or the line feed comes next.
  @inline(always) func expectWordEnd() throws(Unreadable) {
    let next = try load(0) & 0xFF
    guard next == UInt64(UInt8(ascii: " ")) || next == UInt64(UInt8(ascii: "\n")) else {
      try Unreadable.raise()
    }
  }

  /// A canonical unsigned integer of at most 19 digits.
  @_lifetime(self: copy self)
  @inline(always) mutating func unsigned() throws(Unreadable) -> UInt64 {
    let values = TextWord.digitValues(try load(0))
    let count = TextWord.digitCount(values)
    guard count > 0, values & 0xFF != 0 || count == 1 else { try Unreadable.raise() }
    cursor &+= count
    let value = TextWord.number(values, count: count)
    return count < 8 ? value : try digits(behind: value)
  }

  /// A canonical decimal with at least the scale's digits behind the point; what follows them the
  /// caller sees next, and digits are nothing that may stand there. Read from one word where it fits
  /// there, as prices do.
  @_lifetime(self: copy self)
  @inline(always) mutating func decimal(_ scale: DecimalScale) throws(Unreadable) -> Int64 {
    guard scale.digits > 0 else { return try integer() }
    let width = Int(scale.digits)
    let values = TextWord.digitValues(try load(0))
    let whole = TextWord.digitCount(values)
    let point = TextWord.digitValues(UInt64(UInt8(ascii: "."))) & 0xFF
    guard
      whole > 0, whole &+ width < 8, values >> UInt64(8 &* whole) & 0xFF == point,
      values & 0xFF != 0 || whole == 1
    else { return try longDecimal(scale) }
    // The point is taken out; what moves in from above is no digit.
    let below = TextWord.mask(whole)
    let digits = values & below | (values >> 8 | 0xFF << 56) & ~below
    guard TextWord.digitCount(digits) >= whole &+ width else { try Unreadable.raise() }
    cursor &+= whole &+ width &+ 1
    return Int64(TextWord.number(digits, count: whole &+ width))
  }

  /// A canonical integer within 64 bits, perhaps negative.
  @_lifetime(self: copy self)
  @inline(always) private mutating func integer() throws(Unreadable) -> Int64 {
    let isNegative = try take(UInt8(ascii: "-"))
    return try Self.signed(try unsigned(), isNegative: isNegative)
  }

  /// Any decimal with digits behind the point.
  @_lifetime(self: copy self)
  @inline(never) private mutating func longDecimal(
    _ scale: DecimalScale
  ) throws(Unreadable) -> Int64 {
    let isNegative = try take(UInt8(ascii: "-"))
    let units = try unsigned()
    try expect(UInt8(ascii: "."))
    let start = cursor
    let fraction = try digits()
    guard cursor &- start == Int(scale.digits) else { try Unreadable.raise() }
    let (whole, overflow) = units.multipliedReportingOverflow(
      by: TextWord.powerOfTen(Int(scale.digits)))
    let (sum, overflowSum) = whole.addingReportingOverflow(fraction)
    guard !overflow, !overflowSum else { try Unreadable.raise() }
    return try Self.signed(sum, isNegative: isNegative)
  }

  /// There is no minus zero.
  @inline(always) private static func signed(
    _ value: UInt64, isNegative: Bool
  ) throws(Unreadable) -> Int64 {
    guard value <= UInt64(Int64.max), !(isNegative && value == 0) else { try Unreadable.raise() }
    return isNegative ? 0 &- Int64(value) : Int64(value)
  }

  /// Nine digits and no look at what follows them: the fraction of a time.
  @_lifetime(self: copy self)
  @inline(always) mutating func nineDigits() throws(Unreadable) -> UInt64 {
    let values = TextWord.digitValues(try load(0))
    let last = TextWord.digitValues(try load(8)) & 0xFF
    guard TextWord.digitCount(values) == 8, last <= 9 else { try Unreadable.raise() }
    cursor &+= 9
    return TextWord.number(values, count: 8) &* 10 &+ last
  }

  /// The next eleven bytes, in two words.
  @inline(always) func eleven() throws(Unreadable) -> (UInt64, UInt64) {
    (try load(0), try load(8) & TextWord.mask(3))
  }

  /// Goes on behind bytes that were looked at.
  @_lifetime(self: copy self)
  @inline(always) mutating func skip(_ count: Int) { cursor &+= count }

  /// The bytes of a word up to the next space or control character, when there are `0…7` of them;
  /// nil for a longer one, which is left where it is.
  @_lifetime(self: copy self)
  @inline(always) mutating func shortWord() throws(Unreadable) -> UInt64? {
    let next = try load(0)
    let length = TextWord.lengthOfWord(next)
    guard length < 8 else { return nil }
    cursor &+= length
    return next & TextWord.mask(length)
  }

  /// The same for `8…32` bytes.
  @_lifetime(self: copy self)
  @inline(always) mutating func longWord() throws(Unreadable) -> ShortWord {
    var word = ShortWord(try load(0))
    cursor &+= 8
    guard try part(&word.second) else { return word }
    guard try part(&word.third) else { return word }
    guard try part(&word.fourth) else { return word }
    try expectWordEnd()
    return word
  }

  /// Up to eight more bytes of a word; whether it goes on behind them.
  @_lifetime(self: copy self)
  @inline(always) private mutating func part(_ part: inout UInt64) throws(Unreadable) -> Bool {
    let next = try load(0)
    let length = TextWord.lengthOfWord(next)
    cursor &+= length
    part = next & TextWord.mask(length)
    return length == 8
  }

  /// A run of `1…19` digits.
  @_lifetime(self: copy self)
  @inline(always) private mutating func digits() throws(Unreadable) -> UInt64 {
    let values = TextWord.digitValues(try load(0))
    let count = TextWord.digitCount(values)
    guard count > 0 else { try Unreadable.raise() }
    cursor &+= count
    let value = TextWord.number(values, count: count)
    return count < 8 ? value : try digits(behind: value)
  }

  /// More digits behind the first eight; 19 of them fit a word whatever they are.
  @_lifetime(self: copy self)
  @inline(never) private mutating func digits(behind eight: UInt64) throws(Unreadable) -> UInt64 {
    var value = eight
    var room = 11
    while true {
      let values = TextWord.digitValues(try load(0))
      let count = TextWord.digitCount(values)
      if count == 0 { return value }
      guard count <= room else { try Unreadable.raise() }
      cursor &+= count
      room &-= count
      value = value &* TextWord.powerOfTen(count) &+ TextWord.number(values, count: count)
      if count < 8 { return value }
    }
  }

  /// Eight bytes from `offset` behind the cursor on.
  @inline(always) private func load(_ offset: Int) throws(Unreadable) -> UInt64 {
    guard let word = text.word(at: cursor &+ offset) else { try Unreadable.raise() }
    return word
  }
}
