/// Brings a terminal from the frame that it shows to the next one, in few bytes.
///
/// Knows what the terminal shows and where its cursor and pen are. Each change is written by the
/// shortest of the ways below; where nothing changed nothing is written.
///
///     move      CSI row ; column H · CSI n C · CSI n D · BS · CR · CR LF… · the cells in between
///     style     CSI m and all that is on · CSI of what differs
///     rest      spaces · CSI K
///
/// Wrapping is off (`ScreenSequence.enter`); behind the last column the cursor counts as lost, since
/// terminals disagree about where it stands.
public struct FramePainter: Sendable {
  private let features: TerminalFeatures
  private var shown: Frame?
  private var pen = Style.plain
  /// Where the cursor stands; nil when that is not known.
  private var cursor: (row: Int, column: Int)?

  /// A painter of a terminal about whose contents nothing is known.
  public init(_ features: TerminalFeatures = TerminalFeatures()) { self.features = features }

  /// Forgets what is shown: the next frame is drawn whole, as after a stop or a change of size.
  public mutating func invalidate() { shown = nil }

  /// Adds the bytes that bring the terminal to this frame.
  public mutating func paint(_ frame: Frame, into bytes: inout [UInt8]) {
    let frame = features.shown(frame)
    if shown?.width != frame.width || shown?.height != frame.height { clear(frame, &bytes) }
    guard let before = shown else { return }
    for row in 0..<frame.height { paint(row, frame, before, &bytes) }
    shown = frame
  }

  private mutating func clear(_ frame: Frame, _ bytes: inout [UInt8]) {
    bytes.append(contentsOf: "\u{1B}[m\u{1B}[H\u{1B}[2J".utf8)
    pen = .plain
    cursor = (0, 0)
    shown = Frame(width: frame.width, height: frame.height)
  }

  private mutating func paint(
    _ row: Int, _ frame: Frame, _ before: Frame, _ bytes: inout [UInt8]
  ) {
    guard var place = Self.firstChange(row, from: 0, frame, before) else { return }
    let blankFrom = Self.blankTail(row, frame)
    while true {
      if place >= blankFrom, let last = Self.lastChange(row, frame, before), last - place >= 3 {
        return eraseRest(row, place, frame, &bytes)
      }
      place = write(row, place, frame, &bytes)
      guard let next = Self.firstChange(row, from: place, frame, before) else { return }
      place = next
    }
  }

  /// Writes the cell at a place and returns the place behind it.
  private mutating func write(
    _ row: Int, _ column: Int, _ frame: Frame, _ bytes: inout [UInt8]
  ) -> Int {
    let cell = frame[row, column]
    move(to: row, column, frame, &bytes)
    setPen(cell.style, &bytes)
    bytes.append(contentsOf: String(cell.scalar).utf8)
    let next = column + Int(cell.columns)
    cursor = next < frame.width ? (row, next) : nil
    return next
  }

  private mutating func eraseRest(
    _ row: Int, _ column: Int, _ frame: Frame, _ bytes: inout [UInt8]
  ) {
    move(to: row, column, frame, &bytes)
    setPen(.plain, &bytes)
    bytes.append(contentsOf: "\u{1B}[K".utf8)
  }

  private mutating func setPen(_ style: Style, _ bytes: inout [UInt8]) {
    guard style != pen else { return }
    StyleSequence.append(from: pen, to: style, into: &bytes)
    pen = style
  }

  private mutating func move(
    to row: Int, _ column: Int, _ frame: Frame, _ bytes: inout [UInt8]
  ) {
    defer { cursor = (row, column) }
    if let cursor, cursor == (row, column) { return }
    var shortest = CursorSequence.shortest(from: cursor, to: (row, column))
    if let cursor, cursor.row == row, cursor.column < column,
      let cells = cellsBetween(row, cursor.column..<column, frame), cells.count < shortest.count
    {
      shortest = cells
    }
    bytes.append(contentsOf: shortest)
  }

  /// The cells between, where the pen need not change for them; longer ones than a move are not
  /// looked at.
  private func cellsBetween(_ row: Int, _ columns: Range<Int>, _ frame: Frame) -> [UInt8]? {
    guard columns.count < 8 else { return nil }
    var bytes: [UInt8] = []
    for column in columns {
      let cell = frame[row, column]
      guard cell.style == pen else { return nil }
      if cell.columns > 0 { bytes.append(contentsOf: String(cell.scalar).utf8) }
    }
    return bytes
  }

  /// First place of a row that has to be written: the left half where only a right half changed.
  private static func firstChange(
    _ row: Int, from start: Int, _ frame: Frame, _ before: Frame
  ) -> Int? {
    for column in start..<max(start, frame.width) where isChanged(row, column, frame, before) {
      return frame[row, column].columns == 0 ? column - 1 : column
    }
    return nil
  }

  /// A left half is unchanged only with its right one: the terminal forgets both together.
  private static func isChanged(_ row: Int, _ column: Int, _ frame: Frame, _ before: Frame) -> Bool
  {
    frame[row, column] != before[row, column]
  }

  private static func lastChange(_ row: Int, _ frame: Frame, _ before: Frame) -> Int? {
    (0..<frame.width).last { isChanged(row, $0, frame, before) }
  }

  /// From where on a row is blank.
  private static func blankTail(_ row: Int, _ frame: Frame) -> Int {
    var end = frame.width
    while end > 0, frame[row, end - 1] == .blank { end -= 1 }
    return end
  }
}
