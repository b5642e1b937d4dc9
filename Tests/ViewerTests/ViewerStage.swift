import Core
import Samples
import TapeView
import Terminal
import Viewer

/// A file in memory.
struct MemoryBytes: SeekableBytes {
  let bytes: [UInt8]

  var size: Int64 { Int64(bytes.count) }

  func read(at offset: Int64, count: Int, into buffer: inout [UInt8]) {
    let start = min(Int(offset), bytes.count)
    buffer = Array(bytes[start..<min(start + count, bytes.count)])
  }
}

/// A viewer of a fixture with somebody before it, who waits after each key until nothing moves.
struct ViewerStage {
  var viewer: Viewer<TextTapePieces<MemoryBytes>>

  init(
    _ text: [UInt8], width: Int = 80, height: Int = 24, filter: String = ""
  ) throws {
    let tape = try TextTapePieces(MemoryBytes(bytes: text), pieceSize: 512)
    viewer = try Viewer(tape, name: "sample.rpl", filter: filter)
    viewer.resize(width: width, height: height)
    try settle()
  }

  /// The sample tape of the package.
  static func sample(width: Int = 80, height: Int = 24) throws -> ViewerStage {
    try ViewerStage(try Fixture.bytes("sample.rpl"), width: width, height: height)
  }

  mutating func settle() throws {
    while try viewer.work() {}
  }

  /// Presses keys written as on a keyboard: characters, and names in brackets such as `<PgDn>`.
  ///
  /// - Parameter ahead: Whether they type on without waiting.
  mutating func type(_ keys: String, ahead: Bool = false) throws {
    var rest = keys[...]
    while let next = rest.first {
      if next == "<", let end = rest.firstIndex(of: ">"),
        let key = Self.names[String(rest[...end])]
      {
        viewer.press(key)
        rest = rest[rest.index(after: end)...]
      } else {
        for scalar in String(next).unicodeScalars { viewer.press(.character(scalar)) }
        rest = rest.dropFirst()
      }
      if !ahead { try settle() }
    }
    try settle()
  }

  private static let names: [String: Key] = [
    "<Up>": .up, "<Down>": .down, "<PgUp>": .pageUp, "<PgDn>": .pageDown, "<Home>": .home,
    "<End>": .end, "<Enter>": .enter, "<Esc>": .escape, "<Tab>": .tab, "<BS>": .backspace,
    "<C-u>": .control("u"), "<C-w>": .control("w"), "<C-c>": .control("c"), "<F1>": .function(1),
    "<C-l>": .control("l"), "<C-z>": .control("z"), "<Left>": .left,
  ]

  /// The screen as text.
  mutating func screen() throws -> [String] { try viewer.frame().lines }

  /// The line that the person is on, without its mark; empty when there is none.
  mutating func line() throws -> String {
    let frame = try viewer.frame()
    for row in 2..<frame.height where frame[row, 1].style.emphasis.contains(.reversed) {
      let line = frame.lines[row].split(separator: "│").first ?? ""
      return line.dropFirst().split(separator: " ").joined(separator: " ")
    }
    return ""
  }

  mutating func status() throws -> String { try screen().last ?? "" }

  mutating func remark() throws -> String { try screen().dropLast().last ?? "" }
}
