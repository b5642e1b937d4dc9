/// What a person sees on a terminal to which a program has sent bytes: characters only, and whether
/// they are on the alternate screen.
struct ScreenPicture {
  private var rows: [[Unicode.Scalar]]
  private var row = 0
  private var column = 0
  /// Where the cursor was when it was last saved.
  private var saved = (row: 0, column: 0)
  private let width: Int
  /// Whether the program has taken the screen and not given it back.
  private(set) var isAlternate = false
  /// What has come of a sequence or a character so far.
  private var pending: [UInt8] = []

  init(width: Int, height: Int) {
    self.width = width
    rows = Array(repeating: Array(repeating: " ", count: width), count: height)
  }

  var text: String {
    rows.map { row in
      var line = String.UnicodeScalarView()
      line.append(contentsOf: row)
      return String(line)
    }.joined(separator: "\n")
  }

  mutating func take(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      pending.append(byte)
      if pending[0] == 0x1B {
        if pending.count == 2, byte != UInt8(ascii: "[") {
          keep(byte)
          pending.removeAll()
        }
        guard pending.count > 2, (0x40...0x7E).contains(byte) else { continue }
        let words = String(decoding: pending.dropFirst(2).dropLast(), as: UTF8.self)
        command(Unicode.Scalar(byte), words)
      } else {
        var decoder = UTF8()
        var iterator = pending.makeIterator()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { continue }
        put(scalar)
      }
      pending.removeAll()
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\r": column = 0
    case "\n": feed()
    case "\u{8}": column = max(0, column - 1)
    default:
      rows[row][min(column, width - 1)] = scalar
      column += 1
    }
  }

  private mutating func feed() {
    if row < rows.count - 1 {
      row += 1
    } else {
      rows.removeFirst()
      rows.append(Array(repeating: " ", count: width))
    }
  }

  /// Saves and restores the cursor.
  private mutating func keep(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "7"): saved = (row, column)
    case UInt8(ascii: "8"): (row, column) = saved
    default: break
    }
  }

  private mutating func command(_ final: Unicode.Scalar, _ words: String) {
    let numbers = words.split(separator: ";", omittingEmptySubsequences: false).map {
      max(1, Int($0) ?? 1)
    }
    let first = numbers.first ?? 1
    switch final {
    case "H":
      row = min(first, rows.count) - 1
      column = min(numbers.count > 1 ? numbers[1] : 1, width) - 1
    case "A": row = max(0, row - first)
    case "C": column += first
    case "D": column -= first
    case "J" where words == "2": rows = rows.map { $0.map { _ in " " } }
    case "J": for row in row..<rows.count { rows[row] = Array(repeating: " ", count: width) }
    case "K": for place in column..<width { rows[row][place] = " " }
    case "h" where words == "?1049": isAlternate = true
    case "l" where words == "?1049": isAlternate = false
    default: break
    }
  }
}
