internal import Core

/// Numbers the prices of a grid from the lowest legal one up, without dividing.
///
/// The grid is learnt from the prices that come: nobody has to know the tick, and a recording that
/// breaks it only makes the grid finer. Each refinement at least halves the step, so that there are
/// at most fifty of them.
struct PriceLattice: BitwiseCopyable, Sendable {
  /// Places are below two to this power.
  static let placeBits: UInt64 = 51

  /// A price on the grid.
  private let anchor: Int64
  /// Distance of neighbours; zero while only one price is known.
  private let step: Int64
  /// A point of the grid at or below the lowest legal price; its place is 0.
  private let origin: Int64
  private let divisor: ExactDivisor
  private let lastPlace: UInt64

  /// The grid through a price.
  init(through price: Price? = nil, step: Int64 = 0) {
    let anchor = price?.rawValue ?? 0
    let stride = step > 0 ? step : 2 * Price.magnitudeLimit + 1
    let rest = (anchor + Price.magnitudeLimit) % stride
    self.anchor = anchor
    self.step = step
    origin = -Price.magnitudeLimit + (rest > 0 ? rest - stride : 0)
    divisor = ExactDivisor(stride)
    lastPlace = min(divisor.largestQuotient, 1 << Self.placeBits - 1)
  }

  /// Which point of the grid a price is, counted from below; nil beside the grid.
  @inline(always) func place(of price: Price) -> UInt64? {
    // No legal price lies below the origin: the difference is not negative.
    let place = divisor.quotient(of: UInt64(truncatingIfNeeded: price.rawValue &- origin))
    return place <= lastPlace ? place : nil
  }

  /// The widest grid with all points of this one and the price.
  func refined(toward price: Price) -> PriceLattice {
    var step = self.step
    var rest = abs(price.rawValue - anchor)
    while rest != 0 { (step, rest) = (rest, step % rest) }
    return PriceLattice(through: price, step: step)
  }

  /// The same grid, moved so that the price is on it.
  func moved(to price: Price) -> PriceLattice { PriceLattice(through: price, step: step) }
}
