public import Core

/// The part of a binary tape that holds all events within the sequences and times asked for, found
/// by the index: what stands before and behind it need not be read.
public struct TapeStretch: Sendable, Equatable {
  /// The block to begin with.
  public let first: TapePlace
  /// The last block that is needed.
  public let last: TapePlace
  /// How many events the tape has, and their hash.
  public let end: TapeEnd

  /// Nil where the terms name no sequence or time, or the tape has none of what they name.
  ///
  /// Legal also where times go back: each block states its earliest and latest.
  public init?(_ index: TapeIndex, _ terms: TapeFilterTerms) {
    guard terms.from ?? terms.to != nil || terms.since ?? terms.until != nil else { return nil }
    var (low, high) = (1, index.blocks.count)
    if let from = terms.from, from > .first {
      guard let place = index.place(of: from) else { return nil }
      low = place.number
    }
    if let to = terms.to, let place = index.place(of: to) { high = place.number }
    if let since = terms.since {
      guard let place = index.place(atOrAfter: since) else { return nil }
      low = max(low, place.number)
    }
    if let until = terms.until {
      guard let place = index.place(atOrBefore: until) else { return nil }
      high = min(high, place.number)
    }
    guard low <= high, let first = index.place(low), let last = index.place(high) else {
      return nil
    }
    (self.first, self.last, end) = (first, last, index.end)
  }

  /// The bytes of the file that are to be read.
  public var bytes: Range<Int> { first.block.offset..<last.block.end }
}
