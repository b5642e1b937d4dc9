/// What the binary form tells an event's numbers against: those of the events before it.
///
/// A block of a tape begins with a baseline that knows its first sequence, and an event that stands
/// alone (in a saved state, in a log record) has an empty one: what is told against zero is told in
/// full.
struct EventBaseline: BitwiseCopyable, Sendable, Equatable {
  /// Sequence of the event before.
  var sequence: UInt64 = 0
  /// Its time in nanoseconds.
  var time: UInt64 = 0
  /// Its instrument: one more than the number, or zero for none.
  var instrument: UInt64 = 0
  /// The price told last.
  var price: UInt64 = 0
  /// The order told last.
  var order: UInt64 = 0
  /// The trade told last.
  var trade: UInt64 = 0

  /// Nothing was told yet.
  init() {}

  /// Only that the event with this sequence follows.
  init(before sequence: TapeSequence) { self.sequence = sequence.rawValue &- 1 }
}

/// How numbers lie in the binary form.
enum BinaryNumber {
  /// Keys of fields that hold the number of an order: `id` of its own events, both of a trade, the
  /// others of a group.
  @inline(always) static func isOrder(_ key: StaticString) -> Bool {
    let word = key.word(at: 0)
    return word == StaticString("id").word(at: 0) || word == StaticString("maker").word(at: 0)
      || word == StaticString("taker").word(at: 0) || word == StaticString("other").word(at: 0)
      || word == StaticString("entry").word(at: 0)
  }

  /// The key of fields that hold the number of a trade.
  @inline(always) static func isTrade(_ key: StaticString) -> Bool {
    key.word(at: 0) == StaticString("trade").word(at: 0)
  }

  /// Small for small differences of either sign: 0, -1, 1, -2 … are 0, 1, 2, 3 ….
  @inline(always) static func folded(_ difference: UInt64) -> UInt64 {
    difference &<< 1 ^ UInt64(bitPattern: Int64(bitPattern: difference) &>> 63)
  }

  /// The difference that `folded` made this of.
  @inline(always) static func unfolded(_ value: UInt64) -> UInt64 {
    value &>> 1 ^ (0 &- (value & 1))
  }
}
