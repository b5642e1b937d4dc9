internal import Core

/// Ways to move the cursor.
enum CursorSequence {
  /// The shortest way that needs nothing rewritten; from nowhere only the absolute one is left.
  static func shortest(
    from start: (row: Int, column: Int)?, to end: (row: Int, column: Int)
  ) -> [UInt8] {
    var best = absolute(end)
    guard let start else { return best }
    for way in ways(from: start, to: end) where way.count < best.count { best = way }
    return best
  }

  private static func ways(
    from start: (row: Int, column: Int), to end: (row: Int, column: Int)
  ) -> [[UInt8]] {
    let down = end.row - start.row
    if down == 0 {
      let along = along(end.column - start.column)
      let fromLeft = [UInt8(ascii: "\r")] + self.along(end.column)
      return [along, fromLeft]
    }
    // Down by line feeds only: up would be as long as going there at once.
    guard down > 0, down < 6 else { return [] }
    let feeds = [UInt8](repeating: UInt8(ascii: "\n"), count: down)
    return [[UInt8(ascii: "\r")] + feeds + along(end.column)]
  }

  /// Along a row: `n` columns to the right, or to the left when negative.
  private static func along(_ columns: Int) -> [UInt8] {
    switch columns {
    case 0: []
    case -1: [0x08]
    default: command(columns.magnitude, columns > 0 ? "C" : "D")  // open set: distances
    }
  }

  private static func absolute(_ place: (row: Int, column: Int)) -> [UInt8] {
    var bytes = Array("\u{1B}[".utf8)
    if place.row > 0 || place.column > 0 { bytes.append(integer: UInt64(place.row + 1)) }
    if place.column > 0 {
      bytes.append(UInt8(ascii: ";"))
      bytes.append(integer: UInt64(place.column + 1))
    }
    bytes.append(UInt8(ascii: "H"))
    return bytes
  }

  private static func command(_ count: UInt, _ final: Unicode.Scalar) -> [UInt8] {
    var bytes = Array("\u{1B}[".utf8)
    if count > 1 { bytes.append(integer: UInt64(count)) }
    bytes.append(contentsOf: String(final).utf8)
    return bytes
  }
}
