/// Where the blocks of a binary tape stand: what finds an event without reading from the front.
public struct TapeIndex: Sendable, Equatable {
  /// What stands before the first block.
  public let header: TapeHeader
  /// The blocks in tape order.
  public let blocks: [TapeBlock]
  /// How many events there are, and their hash.
  public let end: TapeEnd

  /// The block that holds an event; nil where the tape has none of that sequence.
  /// - Complexity: O(log n).
  public func place(of sequence: TapeSequence) -> TapePlace? {
    let number = blocks.partitioningIndex { $0.firstSequence > sequence }
    guard number > 0, sequence <= blocks[number - 1].lastSequence else { return nil }
    return place(number)
  }

  /// The first block that holds an event of `time` or later; nil where there is none. In a
  /// recording that goes back in time, earlier ones may follow.
  /// - Complexity: O(n) in the number of blocks.
  public func place(atOrAfter time: Timestamp) -> TapePlace? {
    blocks.firstIndex { $0.latest >= time }.flatMap { place($0 + 1) }
  }

  /// The last block that holds an event of `time` or earlier; nil where there is none.
  /// - Complexity: O(n) in the number of blocks.
  public func place(atOrBefore time: Timestamp) -> TapePlace? {
    blocks.lastIndex { $0.earliest <= time }.flatMap { place($0 + 1) }
  }

  /// The block with this number, counted from 1.
  public func place(_ number: Int) -> TapePlace? {
    guard blocks.indices.contains(number - 1) else { return nil }
    return TapePlace(header: header, block: blocks[number - 1], number: number)
  }
}

/// A block of one particular tape: where a `TapeDecoder` can begin.
public struct TapePlace: Sendable, Equatable {
  /// What stands before the first block.
  public let header: TapeHeader
  /// The block.
  public let block: TapeBlock
  /// Its number, counted from 1.
  public let number: Int
}

extension [TapeBlock] {
  /// How many blocks stand before the first that `belongs` to the rest, which it does behind it too.
  fileprivate func partitioningIndex(_ belongs: (TapeBlock) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
