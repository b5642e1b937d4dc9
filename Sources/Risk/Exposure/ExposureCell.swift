internal import Core

/// What is held of one instrument and what working orders may still add to it.
struct ExposureCell: BitwiseCopyable, Sendable, Equatable {
  /// Bought less sold.
  var position: Int64 = 0
  /// What working orders may still buy.
  var buys: Int64 = 0
  /// What working orders may still sell.
  var sells: Int64 = 0
  /// The worst case at the mark, in the gate's scale.
  var value: Int128 = 0

  /// Farthest from zero that the position can come, with `more` working on a side: all of one side
  /// filled and nothing of the other.
  @inline(__always) func worst(adding more: Int64 = 0, to side: Side = .buy) -> Int64 {
    let long = position + buys + (side == .buy ? more : 0)
    let short = position - sells - (side == .sell ? more : 0)
    return max(abs(long), abs(short))
  }

  /// How far the position can come in the direction of `side`, with `more` working there; negative
  /// where it stays on the other side of zero.
  @inline(__always) func reach(adding more: Int64, to side: Side) -> Int64 {
    side == .buy ? position + buys + more : sells + more - position
  }

  /// More or less is working. Sums stay within 10¹⁸, which `overflow` sees to; what a venue makes
  /// of an order against all rules is held at the end, and the audit finds it.
  @inline(__always) mutating func move(_ side: Side, held: Int64, traded: Int64) {
    if side == .buy {
      buys = max(0, min(Self.limit, buys + held))
    } else {
      sells = max(0, min(Self.limit, sells + held))
    }
    if traded > 0 { trade(traded, side) }
  }

  /// A trade; a position is held at the ends of its range in the same way.
  mutating func trade(_ quantity: Int64, _ side: Side) {
    let sum = position + (side == .buy ? quantity : -quantity)
    position = max(-Self.limit, min(Self.limit, sum))
  }

  /// That of `SignedQuantity`, without a look at another module's constant.
  @inline(__always) static var limit: Int64 { 1_000_000_000_000_000_000 }
}
