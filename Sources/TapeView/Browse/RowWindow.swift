internal import Core

/// The rows of some pieces that stand one behind the other: what of the list is in memory.
struct RowWindow {
  /// Most rows that are kept when more are added at the other end.
  static let most = 4_096

  /// The pieces whose rows these are.
  private(set) var pieces: Range<Int>
  /// All rows of those pieces that pass.
  private(set) var rows: [TapeRow] = []
  /// How many rows each piece has.
  private var counts: [Int] = []

  /// No rows, between two pieces.
  init(at piece: Int) { pieces = piece..<piece }

  /// Adds the rows of the piece behind; returns how many were given up at the top.
  mutating func addBelow(_ new: [TapeRow]) -> Int {
    rows += new
    counts.append(new.count)
    pieces = pieces.lowerBound..<pieces.upperBound + 1
    var dropped = 0
    var gone = 0
    while counts.count - gone > 1, rows.count - dropped - counts[gone] >= Self.most {
      dropped += counts[gone]
      gone += 1
    }
    rows.removeFirst(dropped)
    counts.removeFirst(gone)
    pieces = pieces.lowerBound + gone..<pieces.upperBound
    return dropped
  }

  /// Adds the rows of the piece before; rows at the bottom may be given up.
  mutating func addAbove(_ new: [TapeRow]) {
    rows.insert(contentsOf: new, at: 0)
    counts.insert(new.count, at: 0)
    var dropped = 0
    var gone = 0
    while counts.count - gone > 1,
      rows.count - dropped - counts[counts.count - 1 - gone] >= Self.most
    {
      dropped += counts[counts.count - 1 - gone]
      gone += 1
    }
    rows.removeLast(dropped)
    counts.removeLast(gone)
    pieces = pieces.lowerBound - 1..<pieces.upperBound - gone
  }
}
