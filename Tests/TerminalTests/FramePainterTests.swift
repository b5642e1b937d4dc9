import Core
import Samples
import Terminal
import Testing

private func bytes(_ frames: [Frame], _ features: TerminalFeatures = .init()) -> [UInt8] {
  var painter = FramePainter(features)
  var bytes: [UInt8] = []
  for frame in frames {
    bytes.removeAll()
    painter.paint(frame, into: &bytes)
  }
  return bytes
}

private func text(_ bytes: [UInt8]) -> String {
  String(decoding: bytes, as: UTF8.self).replacing("\u{1B}[", with: "<")
}

/// A picture drawn at random: short texts of several styles and widths.
private func picture(_ random: inout RandomStream, _ width: Int, _ height: Int) -> Frame {
  var frame = Frame(width: width, height: height)
  draw(&random, on: &frame)
  return frame
}

private func draw(_ random: inout RandomStream, on frame: inout Frame) {
  let texts = ["bid", "ask 12", "漢字", "│", "   ", "x", "a漢b", "              ", "…", "0123456789"]
  for _ in 0..<Int(random.bounded(12)) {
    var style = Style.plain
    style.foreground = Colour(rawValue: UInt8(random.bounded(9))) ?? .standard
    style.background = random.bounded(4) == 0 ? .blue : .standard
    style.emphasis = Emphasis(rawValue: UInt8(random.bounded(16)))
    if random.bounded(3) == 0 { style = .plain }
    frame.put(
      texts[Int(random.bounded(UInt64(texts.count)))],
      row: Int(random.bounded(UInt64(frame.height))),
      column: Int(random.bounded(UInt64(frame.width))), style: style)
  }
}

@Test(arguments: TestRun.seeds(60))
func `INV-TERM-1: whatever was shown, the bytes of a frame make the terminal show it`(
  seed: UInt64
) {
  var random = RandomStream(masterSeed: seed, name: "pictures")
  let (width, height) = (1 + Int(random.bounded(30)), 1 + Int(random.bounded(6)))
  var terminal = SmallTerminal(width: width, height: height)
  var painter = FramePainter()
  var frame = Frame(width: width, height: height)
  for step in 0..<40 {
    // Small changes of what is there, and now and then another picture.
    if random.bounded(5) == 0 { frame = picture(&random, width, height) }
    draw(&random, on: &frame)
    var bytes: [UInt8] = []
    painter.paint(frame, into: &bytes)
    terminal.take(bytes)
    let differences = terminal.differences(from: frame)
    #expect(differences.isEmpty, "SEED=\(seed) step \(step): \(differences.prefix(3))")
  }
}

@Test func `the same frame again takes no byte`() {
  var random = RandomStream(masterSeed: 1, name: "again")
  let frame = picture(&random, 40, 10)
  #expect(bytes([frame, frame]).isEmpty)
}

@Test(arguments: [
  // row, column, text, style → the bytes behind a blank frame of 20 × 4
  (0, 0, "a", Style.plain, "a"),
  (0, 3, "a", .plain, "   a"),
  (0, 9, "a", .plain, "<9Ca"),
  (2, 0, "a", .plain, "\r\n\na"),
  (2, 7, "a", .plain, "<3;8Ha"),
  (0, 0, "ab", .bold, "<1mab"),
  (0, 0, "ab", Style(.red, on: .blue), "<31;44mab"),
  (3, 19, "漢", .plain, ""),
  (1, 0, "\u{1B}[2Jx\u{7}e\u{301}", .plain, "\r\n[2Jxe"),
])
func `a change is written the short way`(
  row: Int, column: Int, content: String, style: Style, expected: String
) {
  let blank = Frame(width: 20, height: 4)
  var frame = blank
  frame.put(content, row: row, column: column, style: style)
  #expect(text(bytes([blank, frame])) == expected)
}

@Test func `what lies between two changes is written again where that is shorter`() {
  var before = Frame(width: 20, height: 1)
  before.put("a b c          d", row: 0, column: 0)
  var after = before
  after.put("A", row: 0, column: 0)
  after.put("C", row: 0, column: 4)
  after.put("D", row: 0, column: 15)
  #expect(text(bytes([before, after])) == "\rA b C<10CD")
}

@Test func `a long rest of a row is erased, a short one written over`() {
  var before = Frame(width: 20, height: 1)
  before.put("abcdefgh", row: 0, column: 0, style: .bold)
  var short = Frame(width: 20, height: 1)
  short.put("abc", row: 0, column: 0, style: .bold)
  #expect(text(bytes([before, short])).hasSuffix("<m<K"))
  var almost = Frame(width: 20, height: 1)
  almost.put("abcdef", row: 0, column: 0, style: .bold)
  #expect(text(bytes([before, almost])).hasSuffix("<m  "))
}

@Test func `another size is drawn whole`() {
  var painter = FramePainter()
  var bytes: [UInt8] = []
  painter.paint(Frame(width: 20, height: 2), into: &bytes)
  bytes.removeAll()
  painter.paint(Frame(width: 21, height: 2), into: &bytes)
  #expect(text(bytes) == "<m<H<2J")
}

@Test func `a terminal that shows less is sent less`() {
  var frame = Frame(width: 20, height: 1)
  frame.put("│bid▇…漢", row: 0, column: 0, style: Style(.red, emphasis: .bold))
  let blank = Frame(width: 20, height: 1)
  let plain = TerminalFeatures(hasColours: false, hasUnicode: false)
  #expect(text(bytes([blank, frame], plain)) == "<1m|bid#~? ")
}
