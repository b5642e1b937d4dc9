/// A picture of a screen: a grid of cells, drawn from nothing each time.
///
/// What lies outside is cut off, so that a caller may draw without asking how large the screen is.
/// Controls and joining marks of texts are left out: no text can move the cursor.
public struct Frame: Sendable, Equatable {
  /// Rows.
  public let height: Int
  /// Columns.
  public let width: Int
  private var cells: [Cell]

  /// Most rows or columns of a frame, so that no size that is claimed can fill the memory.
  public static let longestSide = 1_000

  /// A blank frame; sizes are held between 0 and `longestSide`.
  public init(width: Int, height: Int) {
    self.width = min(max(0, width), Self.longestSide)
    self.height = min(max(0, height), Self.longestSide)
    cells = Array(repeating: .blank, count: self.width * self.height)
  }

  /// What stands at a place; blank outside the frame.
  public subscript(row: Int, column: Int) -> Cell {
    guard contains(row, column) else { return .blank }
    return cells[row * width + column]
  }

  /// Writes a text from a place on, at most `limit` columns, and returns the column behind it.
  @discardableResult
  public mutating func put(
    _ text: String, row: Int, column: Int, limit: Int = .max, style: Style = .plain
  ) -> Int {
    let (sum, overflow) = column.addingReportingOverflow(max(0, limit))
    let end = overflow ? width : min(sum, width)
    var place = column
    for scalar in text.unicodeScalars {
      let columns = TextColumns.count(scalar)
      guard columns > 0 else { continue }
      if place + columns > end { break }
      set(row, place, Cell(scalar, style, columns: columns))
      place += columns
    }
    return place
  }

  /// Gives every cell of a piece of a row a style and keeps what stands there.
  public mutating func restyle(row: Int, columns: Range<Int>, style: Style) {
    for column in columns.clamped(to: 0..<width) where contains(row, column) {
      let cell = self[row, column]
      cells[row * width + column] = Cell(cell.scalar, style, columns: Int(cell.columns))
    }
  }

  /// The rows as text, without spaces at their ends: for tests and documents.
  public var lines: [String] {
    (0..<height).map { row in
      let end = (0..<width).last { self[row, $0].scalar != " " } ?? -1
      var line = String.UnicodeScalarView()
      for column in 0..<end + 1 where self[row, column].columns > 0 {
        line.append(self[row, column].scalar)
      }
      return String(line)
    }
  }

  /// The same picture with each cell changed, for terminals that can show less.
  func mapped(_ change: (Cell) -> Cell) -> Frame {
    var result = self
    for index in result.cells.indices { result.cells[index] = change(result.cells[index]) }
    return result
  }

  private func contains(_ row: Int, _ column: Int) -> Bool {
    row >= 0 && row < height && column >= 0 && column < width
  }

  /// Half of a wide character that is written over leaves its other half blank.
  private mutating func set(_ row: Int, _ column: Int, _ cell: Cell) {
    guard contains(row, column) else { return }
    if self[row, column].columns == 0 { blank(row, column - 1) }
    let last = column + Int(cell.columns) - 1
    if self[row, last].columns == 2 { blank(row, last + 1) }
    cells[row * width + column] = cell
    if cell.columns == 2 { cells[row * width + last] = Cell(" ", cell.style, columns: 0) }
  }

  private mutating func blank(_ row: Int, _ column: Int) {
    guard contains(row, column) else { return }
    cells[row * width + column] = Cell(" ", self[row, column].style)
  }
}
