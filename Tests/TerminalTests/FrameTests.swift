import Core
import Terminal
import Testing

@Test(arguments: [
  ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("abcd", 1, "…"), ("abcd", 0, ""), ("", 0, ""),
  ("漢字", 4, "漢字"), ("漢字", 3, "漢…"), ("漢字x", 4, "漢…"), ("e\u{301}te\u{301}", 3, "e\u{301}te\u{301}"),
])
func `text is cut by columns, not by characters`(text: String, columns: Int, expected: String) {
  let clipped = TextColumns.clipped(text, to: columns)
  #expect(clipped == expected)
  #expect(TextColumns.count(clipped) <= columns)
}

@Test(arguments: [
  ("a" as Unicode.Scalar, 1), ("~", 1), ("é", 1), ("│", 1), ("█", 1), ("…", 1), ("漢", 2),
  ("가", 2), ("ｱ", 1), ("😀", 2), ("\u{301}", 0), ("\u{200B}", 0), ("\u{1B}", 0), ("\u{7F}", 0),
  ("\u{85}", 0),
])
func `characters take the columns that terminals give them`(scalar: Unicode.Scalar, columns: Int) {
  #expect(TextColumns.count(scalar) == columns)
}

@Test func `what lies outside a frame is cut off`() {
  var frame = Frame(width: 4, height: 2)
  frame.put("above", row: -1, column: 0)
  frame.put("below", row: 2, column: 0)
  frame.put("abcdef", row: 0, column: 2)
  frame.put("漢字", row: 1, column: 1, limit: 3)
  #expect(frame.put("zz", row: 1, column: -1) == 1)
  #expect(frame.lines == ["  ab", "z漢"])
  #expect(Frame(width: -3, height: 1 << 40).height == Frame.longestSide)
}

@Test func `half of a wide character that is written over leaves no half behind`() {
  var frame = Frame(width: 6, height: 1)
  frame.put("漢字", row: 0, column: 0)
  frame.put("x", row: 0, column: 1)
  frame.put("y", row: 0, column: 2)
  #expect(frame.lines == [" xy"])
}

@Test func `tables and sparklines are drawn where they are put`() throws {
  var table = TextTable()
  table.add(["side", "quantity"])
  table.add(["bid", "7"])
  var frame = Frame(width: 16, height: 4)
  let below = frame.put(table, row: 0, column: 1)
  let bars = try #require(Sparkline([1, 2, nil, 9], width: 4))
  #expect(frame.put(bars, row: below, column: 1) == 5)
  #expect(frame.lines == [" side  quantity", " bid          7", " ▁▂ █", ""])
}
