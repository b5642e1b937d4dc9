/// Lays rows of cells out in columns: the first to the left, the others to the right.
///
/// For texts of one column a byte, which all names and numbers of a tape are.
public struct TextTable: Sendable {
  private var rows: [[String]] = []

  /// A table without rows.
  public init() {}

  /// Adds a row; rows may have different numbers of cells.
  public mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The lines, two spaces between columns, none at the end.
  public var lines: [String] {
    var widths: [Int] = []
    for row in rows {
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], cell.utf8.count)
      }
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.utf8.count)
        line += column == 0 ? cell + padding : "  " + padding + cell
      }
      while line.utf8.last == UInt8(ascii: " ") { line.removeLast() }
      return line
    }
  }
}
