extension TextWord {
  /// The eight decimal digits of a number below 10⁸, the highest in the lowest byte, as values
  /// `0…9`: halves, then quarters, then single digits, all at once. The products with a reciprocal
  /// are exact in their ranges: n·10486 >> 20 is n / 100 below 10⁴, n·103 >> 10 is n / 10 below 10².
  @inline(always) static func digits(_ number: UInt64) -> UInt64 {
    let fours = number / 10_000 | (number % 10_000) << 32
    let hundreds = ((fours &* 10_486) >> 20) & 0x0000_007F_0000_007F
    let pairs = hundreds | (fours &- hundreds &* 100) << 16
    let tens = ((pairs &* 103) >> 10) & 0x000F_000F_000F_000F
    return tens | (pairs &- tens &* 10) << 8
  }
}
