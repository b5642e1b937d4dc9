internal import Core

/// What is held of one instrument and what working orders may still add to it.
struct ExposureCell: BitwiseCopyable, Sendable, Equatable {
  /// Bought less sold.
  private(set) var position: Int64 = 0
  /// What working orders may still buy.
  private(set) var buys: Int64 = 0
  /// What working orders may still sell.
  private(set) var sells: Int64 = 0
  /// Farthest from zero that the position can come: all of one side filled, nothing of the other.
  private(set) var worst: Int64 = 0
  /// What that was worth when it was last valued, in the gate's scale.
  var value: Int128 = 0

  init() {}

  init(position: Int64) {
    self.position = position
    worst = abs(position)
  }

  /// How far the position can come in the direction of `side`, with `more` working there; negative
  /// where it stays on the other side of zero.
  @inline(__always) func reach(adding more: Int64, to side: Side) -> Int64 {
    side == .buy ? position + buys + more : sells + more - position
  }

  /// What works on a side.
  @inline(__always) func working(_ side: Side) -> Int64 { side == .buy ? buys : sells }

  /// More is working: `reach` is what `reach(adding:to:)` gave. Farther than before it can come in
  /// that direction only, so `worst` grows to it or stays.
  @inline(__always) mutating func add(_ quantity: Int64, to side: Side, reach: Int64) {
    if side == .buy { buys += quantity } else { sells += quantity }
    worst = max(worst, reach)
  }

  /// More or less is working, and some has traded. Sums stay within 10¹⁸, which `overflow` sees to;
  /// what a venue makes of an order against all rules is held at the end, and the audit finds it.
  @inline(__always) mutating func move(_ side: Side, held: Int64, traded: Int64) {
    if side == .buy {
      buys = max(0, min(Self.limit, buys + held))
    } else {
      sells = max(0, min(Self.limit, sells + held))
    }
    let sum = position + (side == .buy ? traded : -traded)
    position = max(-Self.limit, min(Self.limit, sum))
    worst = max(abs(position + buys), abs(position - sells))
  }

  /// That of `SignedQuantity`, without a look at another module's constant.
  @inline(__always) static var limit: Int64 { 1_000_000_000_000_000_000 }
}
