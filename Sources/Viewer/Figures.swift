/// Small texts of the screen.
enum Figures {
  /// `1234567` as `1,234,567`.
  static func grouped(_ count: some BinaryInteger) -> String {
    var text = ""
    for (index, digit) in String(count).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  /// A line cut at the last space that lets its head fit.
  static func wrapped(_ line: String, _ width: Int) -> (head: String, tail: String) {
    guard line.utf8.count > width, width > 0 else { return (line, "") }
    let room = line.prefix(width)
    let end = room.lastIndex(of: " ") ?? room.endIndex
    return (String(line[..<end]), String(line[end...].drop { $0 == " " }))
  }
}
