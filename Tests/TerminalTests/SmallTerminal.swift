import Terminal

/// A terminal of the simplest kind: takes the bytes that a painter sends and shows what a real one
/// would. Anything that it does not know is a fault of the painter, and is kept as such.
struct SmallTerminal {
  let width: Int
  let height: Int
  private(set) var characters: [[Unicode.Scalar?]]
  private(set) var styles: [[Style]]
  private(set) var faults: [String] = []
  private var pen = Style.plain
  private var row = 0
  /// Nil behind the last column, where terminals differ: nothing may be written there.
  private var column: Int? = 0

  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    characters = Array(repeating: Array(repeating: "?", count: width), count: height)
    styles = Array(repeating: Array(repeating: .reversed, count: width), count: height)
  }

  mutating func take(_ bytes: [UInt8]) {
    var text = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    while let scalar = text.popFirst() {
      switch scalar {
      case "\u{1B}": command(&text)
      case "\r": column = 0
      case "\n": down()
      case "\u{8}": move(to: (column ?? 0) - 1)
      default: put(scalar)
      }
    }
  }

  private mutating func down() {
    row += 1
    if row >= height { faults.append("scrolled") }
  }

  private mutating func move(to place: Int) {
    if column == nil || !(0..<width).contains(place) { faults.append("moved to \(place)") }
    column = min(max(0, place), width - 1)
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let columns = TextColumns.count(scalar)
    guard let column, row < height, column + columns <= width, columns > 0 else {
      faults.append("wrote \(scalar) outside")
      return
    }
    // What is left of a wide character that is cut in two is blank.
    if characters[row][column] == nil { characters[row][column - 1] = " " }
    let end = column + columns
    if end < width, characters[row][end] == nil { characters[row][end] = " " }
    for place in column..<end {
      characters[row][place] = place == column ? scalar : nil
      styles[row][place] = pen
    }
    self.column = end < width ? end : nil
  }

  private mutating func command(_ text: inout Substring.UnicodeScalarView) {
    guard text.popFirst() == "[" else { return faults.append("unknown escape") }
    var parameters = ""
    while let scalar = text.popFirst() {
      guard scalar.properties.isAlphabetic else {
        parameters.unicodeScalars.append(scalar)
        continue
      }
      let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map {
        Int($0)
      }
      perform(scalar, numbers.map { $0 ?? 0 })
      return
    }
    faults.append("unfinished escape")
  }

  private mutating func perform(_ final: Unicode.Scalar, _ numbers: [Int]) {
    let first = max(1, numbers.first ?? 1)
    switch final {
    case "H":
      row = first - 1
      column = 0
      move(to: max(1, numbers.count > 1 ? numbers[1] : 1) - 1)
    case "C": move(to: (column ?? width) + first)
    case "D": move(to: (column ?? -1) - first)
    case "J":
      for row in 0..<height { erase(row, from: 0) }
    case "K": erase(row, from: column ?? width)
    case "m": restyle(numbers.isEmpty ? [0] : numbers)
    default: faults.append("unknown command \(final)")
    }
  }

  private mutating func erase(_ row: Int, from start: Int) {
    if pen != .plain { faults.append("erased with a pen") }
    for column in start..<width {
      characters[row][column] = " "
      styles[row][column] = pen
    }
  }

  private mutating func restyle(_ codes: [Int]) {
    for code in codes {
      switch code {
      case 0: pen = .plain
      case 1: pen.emphasis.insert(.bold)
      case 2: pen.emphasis.insert(.dim)
      case 4: pen.emphasis.insert(.underlined)
      case 7: pen.emphasis.insert(.reversed)
      case 22: pen.emphasis.subtract([.bold, .dim])
      case 24: pen.emphasis.remove(.underlined)
      case 27: pen.emphasis.remove(.reversed)
      case 39: pen.foreground = .standard
      case 49: pen.background = .standard
      case 30...37: pen.foreground = Colour(rawValue: UInt8(code - 29)) ?? .standard
      case 40...47: pen.background = Colour(rawValue: UInt8(code - 39)) ?? .standard
      default: faults.append("unknown style \(code)")
      }
    }
  }

  /// Where it shows something else than a frame.
  func differences(from frame: Frame) -> [String] {
    var found = faults
    for row in 0..<height {
      for column in 0..<width {
        let cell = frame[row, column]
        let wanted: Unicode.Scalar? = cell.columns == 0 ? nil : cell.scalar
        if characters[row][column] != wanted || styles[row][column] != cell.style {
          found.append("\(row):\(column) \(String(describing: characters[row][column])) \(cell)")
        }
      }
    }
    return found
  }
}
