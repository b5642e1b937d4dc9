import Core
import Samples
import TapeView
import Terminal
import Testing
import Viewer

@Test(arguments: [
  // keys → the line the person is on
  ("", "1 Regime"),
  ("<Down>", "2 NewOrder"),
  ("jjk", "2 NewOrder"),
  ("<Up>", "1 Regime"),
  ("<PgDn>", "18 NewOrder"),
  ("  b", "18 NewOrder"),
  ("<End>", "72 Cancelled"),
  ("Gg", "1 Regime"),
  (":40<Enter>", "40 Reject"),
  (":4000<Enter>", "72 Cancelled"),
  (":50%<Enter>", "37 Accepted"),
  (":0%<Enter>", "1 Regime"),
  (":2.5<Enter>", "41 Cancel"),
  (":+1s<Enter>", "16 Amend"),
  (":+1.3s<Enter>:-100ms<Enter>", "18 NewOrder"),
  ("]]", "27 Regime"),
  ("]][", "16 Amend"),
  ("}", "72 Cancelled"),
  (">>", "3 Accepted"),
  (">><", "2 NewOrder"),
  ("n", "40 Reject"),
  ("nn", "42 Reject"),
  ("nnN", "40 Reject"),
  ("<Down>o", "3 Accepted"),
  ("<Down>ooo", "14 Fill"),
  ("<Down>oooO", "13 Trade"),
  (":12<Enter><Esc>:13<Esc><Down>", "13 Trade"),
  ("/Fill<Enter><Down>", "10 Fill"),
  ("/Fill<Enter><End>", "69 Fill"),
  ("/Fill<Enter><End><Esc>", "69 Fill"),
  ("/Fill<Esc>", "9 Fill"),
  (":30<Enter>/agent=storm-1<Enter>", "47 NewOrder"),
  ("<Down><Enter><Down><Down>", "13 Trade"),
  ("<Down><Enter><End><Esc>", "65 Fill"),
])
func `INV-SCREEN-1: keys lead to a line, however fast they are typed`(
  keys: String, line: String
) throws {
  // Escape stops whatever is not done yet, so that it matters when it is pressed.
  for ahead in keys.contains("<Esc>") ? [false] : [false, true] {
    var stage = try ViewerStage.sample()
    try stage.type(keys, ahead: ahead)
    let words = try stage.line().split(separator: " ").prefix(3)
    let shown = [words.first, words.last].compactMap { $0 }.joined(separator: " ")
    #expect(shown == line, "ahead: \(ahead)")
  }
}

@Test(arguments: [
  // keys → what is said below the list
  ("", ""),
  ("n", " ! reject: would-trade"),
  (":60<Enter>", " ! drop: overflow-newest"),
  (":61<Enter>", " ! gap: numbers 8 to 10 are missing"),
  ("GGn", " no anomaly further down among what is shown"),
  ("x", " no such key: ? shows them all"),
  ("xj", ""),
  ("<Enter>", " this line is about no order"),
  ("o", " this line is about no order"),
  (":soon<Enter>", " 'soon' is no place: 1234, 50%, 1.5, 2012-06-21T13:30:00Z, +5s"),
  ("/Fil", " --filter: 'Fil' is no kind of event; kinds are NewOrder, Cancel, Amend, Accept…"),
  (
    "/agent=nobody<Enter>",
    " --agent: 'nobody' is no agent of this tape; it has maker-1, noise-1, taker-1, …"
  ),
  ("<Down><Enter>", " order 1 New: 0 of 100 filled in 0 fills"),
  ("<Down><Enter><End>", " order 1 Filled: 90 of 90 filled in 2 fills"),
])
func `what was done wrong, what is wrong and how an order stands is said`(
  keys: String, remark: String
) throws {
  var stage = try ViewerStage.sample()
  try stage.type(keys)
  let said = try stage.remark()
  #expect(said == remark)
}

@Test(arguments: [
  // keys → the last line of the screen
  ("", " 1 of 72  1 %  0.000000000 s"),
  (":36<Enter>", " 36 of 72  50 %  2.300000000 s"),
  ("/Fill<Enter><Down>", " 10 of 72  13 %  0.500050000 s  filter Fill: 2 of 12"),
  ("/Fill", "/Fill"),
  ("/Fill<Enter>/<C-u>Trade,Fill<C-w>Quote<Enter>", " nothing to show  filter Quote"),
  (":12<BS>3", ":13"),
  ("<Down><Enter>", " 2 of 72  2 %  0.100000000 s  order 1: 1 of 8"),
  ("/Fill<Enter><Enter>", " 9 of 72  12 %  0.500050000 s  order 2: 4 of 6"),
  ("/Fill<Enter><Enter><Esc>", " 9 of 72  12 %  0.500050000 s  filter Fill: 1 of 12"),
  ("/Fill<Enter><Enter><Esc><Esc>", " 9 of 72  12 %  0.500050000 s"),
  ("?", " any key goes back"),
  ("?x", " 1 of 72  1 %  0.000000000 s"),
])
func `the last line says where the person is and in what`(keys: String, status: String) throws {
  var stage = try ViewerStage.sample()
  try stage.type(keys)
  let shown = try stage.status()
  #expect(shown == status)
}

/// Screens kept as files: `RECORD=1` writes them, and the diff is reviewed.
@Test(arguments: [
  ("start-80x24", 80, 24, ""),
  ("start-120x40", 120, 40, ""),
  ("middle-80x24", 80, 24, ":34<Enter>"),
  ("anomaly-80x24", 80, 24, ":55<Enter>n"),
  ("order-80x24", 80, 24, ":14<Enter><Enter><End>"),
  ("filter-80x24", 80, 24, "/Fill,Trade symbol=ACME"),
  ("no-book-80x24", 80, 24, "<Tab>:30<Enter>"),
  ("help-80x24", 80, 24, "?"),
  ("narrow-40x12", 40, 12, ":30<Enter>"),
])
func `a screen is as it was reviewed`(name: String, width: Int, height: Int, keys: String) throws {
  var stage = try ViewerStage.sample(width: width, height: height)
  try stage.type(keys)
  let text = try stage.screen().joined(separator: "\n") + "\n"
  let golden = try Fixture.golden("golden/viewer/\(name).txt", recording: Array(text.utf8))
  #expect(text == String(decoding: golden, as: UTF8.self))
}

@Test func `any size draws, and none moves the person`() throws {
  var stage = try ViewerStage.sample()
  try stage.type(":34<Enter>")
  for width in [1, 2, 7, 20, 63, 64, 80, 99, 100, 250] {
    for height in [1, 2, 5, 6, 7, 8, 24, 60, 200] {
      stage.viewer.resize(width: width, height: height)
      try stage.settle()
      let frame = try stage.viewer.frame()
      #expect(frame.width == width && frame.height == height)
    }
  }
  stage.viewer.resize(width: 80, height: 24)
  try stage.settle()
  #expect(try stage.line().hasPrefix("34 "))
}

@Test(arguments: ["q", "<C-c>", "/Fill<C-c>", "?<C-c>"])
func `the person can leave at any time`(keys: String) throws {
  var stage = try ViewerStage.sample()
  #expect(!stage.viewer.isDone)
  try stage.type(keys)
  #expect(stage.viewer.isDone)
}

@Test func `a key that waits for a search is taken when it is over`() throws {
  var stage = try ViewerStage.sample()
  stage.viewer.press(.end)
  stage.viewer.press(.character("q"))
  #expect(!stage.viewer.isDone)
  try stage.settle()
  #expect(stage.viewer.isDone)
}

@Test func `Escape stops a search and forgets the keys that wait`() throws {
  var stage = try ViewerStage.sample()
  try stage.type(":5<Enter>")
  for key in [Key.end, .character("q"), .escape] { stage.viewer.press(key) }
  try stage.settle()
  #expect(!stage.viewer.isDone)
  #expect(try stage.line().hasPrefix("5 "))
}

@Test func `q is a letter like any other where one types`() throws {
  var stage = try ViewerStage.sample()
  try stage.type("/q")
  #expect(!stage.viewer.isDone)
  #expect(try stage.status() == "/q")
}

@Test func `redrawing and stopping are wishes that the program fulfils`() throws {
  var stage = try ViewerStage.sample()
  try stage.type("<C-l><C-z>")
  #expect(stage.viewer.wantsRedraw && stage.viewer.wantsStop)
  stage.viewer.didFulfil()
  #expect(!stage.viewer.wantsRedraw && !stage.viewer.wantsStop)
}

@Test func `a tape without events shows so`() throws {
  var stage = try ViewerStage(Array("#truetape 1\n".utf8))
  try stage.type("<End><PgUp><Enter>n:5<Enter>?")
  try stage.type("x")
  #expect(try stage.status() == " nothing to show")
}

@Test func `a recording's times are UTC, and a clock's time is of that day`() throws {
  var header = SampleTape.header
  header.seed = nil
  var writer = TapeWriter(header)
  var text: [UInt8] = []
  writer.begin(into: &text)
  for (index, time) in [1_340_285_400_004_241_176, 1_340_285_460_500_000_000].enumerated() {
    let update = BookUpdate(action: .set, side: .buy, price: 100, quantity: 5, isLast: true)
    try writer.write(
      Event(
        sequence: TapeSequence(UInt64(index + 1)), time: Timestamp(integerLiteral: Int64(time)),
        instrument: 1, payload: .bookUpdate(update)), into: &text)
  }
  writer.finish(into: &text)
  var stage = try ViewerStage(text, width: 120)
  try stage.type(":13:31<Enter>")
  let screen = try stage.screen()
  #expect(screen.contains { $0.contains(" 13:30:00.004241 BookUpdate ") }, "\(screen)")
  #expect(screen.last == " 2 of 2  100 %  2012-06-21T13:31:00.500000000Z")
}

@Test func `what is shown while the tape is still read says so`() throws {
  let tape = try Fixture.bytes("sample.rpl")
  var stage = try ViewerStage(tape)
  _ = stage
  stage.viewer = try .init(
    .init(MemoryBytes(bytes: tape), pieceSize: 512), name: "sample.rpl")
  for _ in 0..<3 { _ = try stage.viewer.work() }
  #expect(try stage.screen()[0].contains("so far"))
  stage.viewer.press(.end)
  _ = try stage.viewer.work()
  #expect(try stage.screen()[0].hasSuffix("% (Esc stops)"))
  stage.viewer.press(.escape)
  try stage.settle()
  #expect(try stage.line().hasPrefix("1 "))
}
