/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014; the public-domain reference by S. Vigna).
///
/// Small and fast; here it spreads one seed over the state of `RandomStream`.
public struct SplitMix64: BitwiseCopyable, Sendable, Equatable {
  private var state: UInt64

  /// Starts the sequence of `seed`; every seed is good.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits. Wrapping arithmetic is the algorithm's own.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
