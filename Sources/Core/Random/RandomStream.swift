/// A component's own stream of random numbers: xoshiro256** (Blackman and Vigna, TOMS 2021).
///
/// Seeded by hash(master seed, name), so that one more draw in one component moves nothing in
/// another. The algorithms of the bounded draws and distributions are ours as well: the standard
/// library does not promise its own across versions.
public struct RandomStream: BitwiseCopyable, Sendable, Equatable {
  @usableFromInline var state: (UInt64, UInt64, UInt64, UInt64)

  /// The stream called `name` of a run with `masterSeed`.
  public init(masterSeed: UInt64, name: String) {
    var writer = ByteWriter()
    writer.append(masterSeed)
    writer.append(name)
    self.init(seed: TraceHash.of(writer.bytes))
  }

  /// Spreads one word over the state, as the authors recommend.
  init(seed: UInt64) {
    var spread = SplitMix64(seed: seed)
    state = (spread.next(), spread.next(), spread.next(), spread.next())
  }

  /// Starts from a full state; nil when all words are zero, the one state that never leaves itself.
  public init?(state: (UInt64, UInt64, UInt64, UInt64)) {
    guard state.0 | state.1 | state.2 | state.3 != 0 else { return nil }
    self.state = state
  }

  /// The next 64 bits. Wrapping arithmetic is the algorithm's own.
  @inlinable @inline(always) public mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }

  /// Equal when the next draws are equal.
  public static func == (left: RandomStream, right: RandomStream) -> Bool {
    left.state == right.state
  }
}

extension RandomStream: Persistable {
  /// Writes the four state words.
  public func encode(into writer: inout ByteWriter) {
    writer.append(state.0)
    writer.append(state.1)
    writer.append(state.2)
    writer.append(state.3)
  }

  /// Reads the four state words; all zero is refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let words = (
      try reader.word(), try reader.word(), try reader.word(), try reader.word()
    )
    guard let stream = RandomStream(state: words) else { throw reader.invalid("random state") }
    self = stream
  }
}
