import Core
import Samples
import Terminal
import Testing

private func keys(_ pieces: [[UInt8]], settled: Bool = false) -> [Key] {
  var decoder = KeyDecoder()
  var keys: [Key] = []
  for piece in pieces { decoder.feed(piece.span, into: &keys) }
  if settled { decoder.settle(into: &keys) }
  return keys
}

/// `^` stands for Escape.
private func bytes(_ text: String) -> [UInt8] {
  Array(text.replacing("^", with: "\u{1B}").utf8)
}

/// What terminals send → what it means.
private let table: [(String, [Key])] = [
  ("a", [.character("a")]), ("A", [.character("A")]), (" ", [.character(" ")]),
  ("é", [.character("é")]), ("漢", [.character("漢")]), ("😀", [.character("😀")]),
  ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]), ("\u{8}", [.backspace]),
  ("\u{7F}", [.backspace]), ("\u{3}", [.control("c")]), ("\u{0}", [.control(" ")]),
  ("\u{1C}", [.control("\\")]), ("^x", [.alt("x")]), ("^ ", [.alt(" ")]),
  ("^^x", [.escape, .alt("x")]), ("^\r", [.escape, .enter]), ("^é", [.escape, .character("é")]),
  ("^[A", [.up]), ("^[B", [.down]), ("^[C", [.right]), ("^[D", [.left]),
  ("^OA", [.up]), ("^OB", [.down]), ("^OC", [.right]), ("^OD", [.left]),
  ("^[H", [.home]), ("^[F", [.end]), ("^OH", [.home]), ("^OF", [.end]),
  ("^[1~", [.home]), ("^[7~", [.home]), ("^[4~", [.end]), ("^[8~", [.end]),
  ("^[2~", [.insert]), ("^[3~", [.delete]), ("^[5~", [.pageUp]), ("^[6~", [.pageDown]),
  ("^[Z", [.backTab]), ("^OM", [.enter]), ("^[1;5C", [.right]), ("^[1;2A", [.up]),
  ("^[5;3~", [.pageUp]), ("^OP", [.function(1)]), ("^OS", [.function(4)]),
  ("^[1;2P", [.function(1)]), ("^[11~", [.function(1)]), ("^[15~", [.function(5)]),
  ("^[17~", [.function(6)]), ("^[21~", [.function(10)]), ("^[23~", [.function(11)]),
  ("^[24~", [.function(12)]), ("^[[A", [.function(1)]), ("^[[E", [.function(5)]),
  ("^[200~rm -rf ^[A ^[20^[201~x", [.character("x")]),
  // Reports and keys that we have no name for, and damage.
  ("^[12;40R", []), ("^[?1;2c", []), ("^[99~", []), ("^[<0;3;4M", []), ("^[[Z", []), ("^O!", []),
  ("^[\u{7}a", [.character("a")]), ("^[5^[6~", [.pageDown]), ("^O^[A", [.up]), ("\u{85}", []),
]

@Test(arguments: table)
func `a sequence is its key, alone and cut anywhere`(sent: String, expected: [Key]) {
  let bytes = bytes(sent)
  #expect(keys([bytes]) == expected)
  for first in 0...bytes.count {
    for second in first...bytes.count {
      let pieces = [bytes[..<first], bytes[first..<second], bytes[second...]].map(Array.init)
      #expect(keys(pieces) == expected, "\(sent.debugDescription) cut at \(first), \(second)")
    }
  }
}

@Test func `INV-TERM-2: keys typed one after the other are each the key alone, for every pair`() {
  for (left, leftKeys) in table {
    for (right, rightKeys) in table {
      #expect(
        keys([bytes(left) + bytes(right)]) == leftKeys + rightKeys,
        "\(left.debugDescription) + \(right.debugDescription)")
    }
  }
}

@Test func `a lone Escape is a key once nothing has come for a while`() {
  #expect(keys([[0x1B]]) == [])
  #expect(keys([[0x1B]], settled: true) == [.escape])
  #expect(keys([[0x1B], [UInt8(ascii: "[")]], settled: true) == [])
  var decoder = KeyDecoder()
  var keys: [Key] = []
  decoder.feed([0x1B].span, into: &keys)
  #expect(decoder.isUndecided)
  decoder.feed([UInt8(ascii: "[")].span, into: &keys)
  #expect(!decoder.isUndecided)
}

@Test(arguments: [
  [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF], [0x80],
  [0xF0, 0x9F],
])
func `bytes that are no character are none`(damage: [UInt8]) {
  #expect(keys([damage + [UInt8(ascii: "x")]]) == [.character("x")])
}

@Test(arguments: TestRun.seeds(20))
func `any bytes decode to the same keys however they are cut, and an x behind them arrives`(
  seed: UInt64
) {
  var random = RandomStream(masterSeed: seed, name: "keys")
  let alphabet = bytes("^[O~;0129AMxé\r\u{7F}") + [0xF0, 0x80, 0xFF]
  let noise = (0..<200).map { _ in alphabet[Int(random.bounded(UInt64(alphabet.count)))] }
  let whole = keys([noise])
  #expect(keys(noise.map { [$0] }) == whole, "SEED=\(seed)")
  #expect(keys([noise + bytes("^[201~^[AxxxxA")]).last == .character("A"), "SEED=\(seed)")
}
