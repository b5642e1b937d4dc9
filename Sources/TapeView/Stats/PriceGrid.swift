internal import Core

/// The grid that a book's prices lie on: their greatest common divisor.
///
/// Recordings rarely name the tick (an import knows the scale of its prices only), but the prices
/// show it: ES moves by 0.25 on a scale of 0.01. One price off the grid makes it finer.
struct PriceGrid: Sendable {
  /// Raw units between two prices; zero before the first price.
  private(set) var tick: UInt64 = 0

  /// Takes a price in; answers by what the tick was divided, when it was.
  /// - Complexity: O(1) for a price on the grid.
  mutating func add(_ price: Price) -> UInt64? {
    let raw = price.rawValue.magnitude
    guard tick == 0 || raw % tick != 0 else { return nil }
    let before = tick
    var (large, small) = (max(tick, raw), min(tick, raw))
    while small != 0 { (large, small) = (small, large % small) }
    tick = large
    return before > 0 ? before / tick : nil
  }
}
