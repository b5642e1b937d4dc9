import Core

/// Chances, in millionths, of one more doubling: how fast a tail falls off.
enum PowerLaw {
  /// Tail exponent 1.5: sizes of orders (Gopikrishnan et al. 2000), lengths of hidden orders
  /// (Lillo, Mike and Farmer 2005).
  static let halfCubic: UInt64 = 353_553
  /// Tail exponent 0.6: distances of limit orders from the best price (Bouchaud, Mézard and
  /// Potters 2002).
  static let placement: UInt64 = 659_754
}

extension RandomStream {
  /// Lots of an order: half-cubic, about `average` on average, at most 24 times that.
  mutating func orderSize(average: UInt64) -> UInt64 {
    powerTail(first: max(1, average * 3 / 4), millionths: PowerLaw.halfCubic, doublings: 5)
  }
}
