/// Trace hash v1: 64 bits that two runs share exactly when they did the same.
///
/// Each word is folded as `h = (h ^ w) · K; h ^= h >> 32` (wrapping; the constants are fixed for
/// ever). It finds divergence; against tampering, files carry SHA-256. The words of an event and
/// the published vectors are in docs/formats/tape.md.
public struct TraceHash: BitwiseCopyable, Sendable, Equatable {
  /// ASCII "TRUETAPE", so that an empty trace does not hash to zero.
  public static let seed: UInt64 = 0x5452_5545_5441_5045
  /// An odd constant with well-spread bits (Evensen, "rrmxmx", 2018).
  public static let multiplier: UInt64 = 0xD6E8_FEB8_6659_FD93

  /// The running value, before finalisation.
  @usableFromInline var state: UInt64
  /// How many events were folded.
  public var count: UInt64 { folded }
  @usableFromInline var folded: UInt64

  /// The hash of nothing.
  @inlinable public init() {
    state = Self.seed
    folded = 0
  }

  /// The running hash of `count` events, as somebody kept it.
  init(state: UInt64, count: UInt64) {
    self.state = state
    folded = count
  }

  /// Folds one word. Wrapping multiplication by an odd constant is a bijection, so no word is lost.
  @inlinable @inline(always) public mutating func fold(_ word: UInt64) {
    state = (state ^ word) &* Self.multiplier
    state ^= state >> 32
  }

  /// Marks the end of one event.
  @inlinable @inline(always) public mutating func endEvent() { folded &+= 1 }

  /// The hash of all events so far: the running value with their count folded in.
  @inlinable public var value: UInt64 {
    var last = self
    last.fold(folded)
    return last.state
  }

  /// Hash of a byte string: its length, then its little-endian words, the last padded with zeros.
  public static func of(_ bytes: [UInt8]) -> UInt64 {
    let bytes = bytes.span
    var hash = TraceHash()
    hash.fold(UInt64(bytes.count))
    var place = 0
    while let word = bytes.word(at: place) {
      hash.fold(word)
      place += 8
    }
    if place < bytes.count {
      var word: UInt64 = 0
      for index in place..<bytes.count {
        word |= UInt64(bytes[index]) << UInt64(8 * (index - place))
      }
      hash.fold(word)
    }
    return hash.value
  }
}

extension TraceHash: Persistable {
  /// Writes the running value and the count.
  public func encode(into writer: inout ByteWriter) {
    writer.append(state)
    writer.append(folded)
  }

  /// Reads both back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    state = try reader.word()
    folded = try reader.word()
  }
}
