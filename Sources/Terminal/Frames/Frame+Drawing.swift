public import Core

extension Frame {
  /// Writes the rows of a table, one below the other, and returns the row below the last.
  @discardableResult
  public mutating func put(
    _ table: TextTable, row: Int, column: Int, limit: Int = .max, style: Style = .plain
  ) -> Int {
    let lines = table.lines
    for (index, line) in lines.enumerated() {
      put(line, row: row + index, column: column, limit: limit, style: style)
    }
    return row + lines.count
  }

  /// Writes the bars of a sparkline and returns the column behind them.
  @discardableResult
  public mutating func put(
    _ line: Sparkline, row: Int, column: Int, limit: Int = .max, style: Style = .plain
  ) -> Int {
    put(line.bars, row: row, column: column, limit: limit, style: style)
  }
}
