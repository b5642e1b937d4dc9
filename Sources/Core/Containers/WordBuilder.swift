/// A few bytes while they are being made, on the stack: words go in whole, and only as many of
/// their bytes count as are meant.
///
/// What does not fit is dropped, and `isFull` says so.
struct WordBuilder: ~Copyable {
  /// Most bytes that count.
  static let capacity = 152

  private var bytes = InlineArray<160, UInt8>(repeating: 0)
  private(set) var count: Int
  /// Whether something did not fit.
  var isFull: Bool { count > Self.capacity }

  /// Begins behind `count` bytes that are stored later.
  init(behind count: Int) { self.count = count }

  /// Appends the lowest `length` bytes, lowest first.
  @inline(always) mutating func append(_ word: UInt64, length: Int) {
    store(word, at: count)
    count &+= length
  }

  /// Stores eight bytes, lowest first; a place that does not exist stores nothing.
  @inline(always) mutating func store(_ word: UInt64, at offset: Int) {
    guard offset >= 0, offset <= Self.capacity else { return }
    var span = bytes.mutableSpan
    // SAFETY: the raw view lives within this call, and bytes hold any pattern of bits.
    var raw = unsafe span.mutableBytes
    raw.storeBytes(of: word.littleEndian, toByteOffset: offset, as: UInt64.self)
  }

  /// The bytes from `start` on.
  @_lifetime(borrow self)
  borrowing func span(from start: Int) -> Span<UInt8> {
    bytes.span.extracting(start..<min(count, Self.capacity))
  }
}
