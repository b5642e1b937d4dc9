/// The generator's source of chance: splitmix64 and the draws built on it.
///
/// Part of the workload's definition, hence apart from Core's own generator: if that one ever gained
/// a version, these files would still have to come out the same to the byte.
struct WorkloadRandom {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// All arithmetic wraps by definition (splitmix64 is defined modulo 2^64).
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed &>> 31)
  }

  /// A number below `limit`; the product of two 32-bit numbers cannot wrap.
  mutating func bounded(_ limit: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: ((next() &>> 32) &* UInt64(limit)) &>> 32)
  }

  /// Count of failures before a success of chance 1/8: mean 7, at most 255.
  ///
  /// A draw gives 21 groups of three bits; a group of zeros is the success.
  mutating func geometric() -> UInt32 {
    var failures: UInt32 = 0
    while true {
      var bits = next()
      for _ in 0..<21 {
        if bits & 7 == 0 || failures == 255 { return failures }
        failures += 1
        bits &>>= 3
      }
    }
  }
}
