internal import Core

// Levels lie a unit apart, which divides every price that rests or may come. The unit is the tick,
// unless another tick was in force when something came that rests still.

extension FastBook {
  /// Makes sure that levels can stand at every multiple of `tick`.
  /// - Complexity: O(1); O(orders) when the unit has to become smaller.
  mutating func layOut(by tick: Int64) {
    let needed = orders.count == 0 ? tick : commonDivisor(unit.divisor, tick)
    guard needed != unit.divisor else { return }
    var standing: [FastLevel] = []
    for side in [Side.buy, .sell] {
      eachLevel(side) { level in
        standing.append(levels[level])
        return true
      }
    }
    for side in [Side.buy, .sell] { clear(side) }
    unit = ExactDivisor(needed)
    for level in standing { put(level) }
  }

  /// Forgets the blocks of a side; orders stay.
  private mutating func clear(_ side: Side) {
    while let last = sides[side.index].blocks.last {
      let block = sides[side.index].blocks.slot(at: last)
      for place in 0..<UInt32(16) { levels[block &<< PriceBlock.bits | place].front = 0 }
      endBlock(block, side)
    }
    sides[side.index].levelCount = 0
    findBest(side)
  }

  /// Puts a level with its queue where it belongs now.
  private mutating func put(_ level: FastLevel) {
    let number = openLevel(level.side, at: level.price)
    levels[number] = level
    var slot = level.front
    while slot != 0 {
      let marks = orders[slot].place & ((1 &<< FastOrder.markBits) &- 1)
      orders[slot].place = number &<< FastOrder.markBits | marks
      slot = orders[slot].next
    }
  }
}

/// Largest number that divides both; `first` is positive.
func commonDivisor(_ first: Int64, _ second: Int64) -> Int64 {
  var (left, right) = (first, Int64(second.magnitude))
  while right != 0 { (left, right) = (right, left % right) }
  return left
}
