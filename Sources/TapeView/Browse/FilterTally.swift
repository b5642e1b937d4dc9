internal import Core

/// How many events of each piece pass a filter: counted piece by piece, so that pieces without any
/// are passed over and the place among the matches is known.
struct FilterTally {
  let filter: TapeFilter
  private(set) var counts: [Int] = []
  /// How many pass in the pieces counted so far.
  private(set) var total = 0

  init(_ filter: TapeFilter) { self.filter = filter }

  /// Counts the next piece.
  mutating func add(_ count: Int) {
    counts.append(count)
    total += count
  }

  /// How many pass in the pieces before one; nil while they are not all counted.
  func matches(before piece: Int) -> Int? {
    piece <= counts.count ? counts[..<piece].reduce(0, +) : nil
  }

  /// Whether it is known that none passes in a piece.
  func isEmpty(_ piece: Int) -> Bool { piece < counts.count && counts[piece] == 0 }
}
