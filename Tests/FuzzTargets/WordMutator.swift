import Core

/// Changes a text by whole words, which an engine that changes bytes would have to guess letter by
/// letter: the quick reader and the strict one differ, if at all, in what they make of well-formed
/// words in the wrong place.
public struct WordMutator: Sendable {
  /// Words that stand in the seeds, and numbers at the ends of their ranges.
  private let vocabulary: [[UInt8]]
  private var random: RandomStream

  private static let extremes = [
    "", "0", "00", "-0", "-1", "1.", "0.000000000", "9223372036.854775807",
    "9223372036.854775808", "9223372036.999999999", "9223372037.000000000", "999999999999999",
    "1000000000000001", "9223372036854775807", "18446744073709551615", "18446744073709551616",
    "99999999999999999999", "1e3", "1e-9", "null", "-", "#hash", "#end",
  ]

  /// A mutator with the words of these seeds.
  public init(_ seeds: [FuzzSeed]) {
    var words = Self.extremes.map { Array($0.utf8) }
    for seed in seeds {
      for range in Self.words(of: seed.bytes) where !words.contains(Array(seed.bytes[range])) {
        words.append(Array(seed.bytes[range]))
      }
    }
    vocabulary = words
    random = RandomStream(masterSeed: 0, name: "words")
  }

  /// The text after one to four changes, which `seed` draws.
  public mutating func mutate(_ text: [UInt8], seed: UInt64) -> [UInt8] {
    random = RandomStream(masterSeed: seed, name: "words")
    var text = text
    for _ in 0...random.bounded(4) { change(&text) }
    return text
  }

  private mutating func change(_ text: inout [UInt8]) {
    let words = Self.words(of: text)
    guard let place = draw(words), let other = draw(words) else { return }
    switch random.bounded(6) {
    case 0: text.replaceSubrange(place, with: draw(vocabulary) ?? [])
    case 1: text.replaceSubrange(place, with: Array(text[other]))
    case 2: insert(draw(vocabulary) ?? [], behind: place, in: &text)
    case 3: text.removeSubrange(max(0, place.lowerBound - 1)..<place.upperBound)
    case 4: insert(Array(text[Self.field(at: other, in: text)]), behind: place, in: &text)
    default: repeatLine(at: place, before: other, in: &text)  // open set: integers
    }
  }

  /// Puts a word behind another, with one of the bytes that part words before it.
  private mutating func insert(_ word: [UInt8], behind place: Range<Int>, in text: inout [UInt8]) {
    let separator = random.bounded(4) > 0 ? UInt8(ascii: " ") : UInt8(ascii: ",")
    text.insert(contentsOf: [separator] + word, at: place.upperBound)
  }

  /// Writes a line a second time, before the line of another place.
  private func repeatLine(
    at place: Range<Int>, before other: Range<Int>, in text: inout [UInt8]
  ) {
    let feed = UInt8(ascii: "\n")
    let start = text[..<place.lowerBound].lastIndex(of: feed).map { $0 + 1 } ?? 0
    let end = text[place.upperBound...].firstIndex(of: feed) ?? text.count
    let target = text[..<other.lowerBound].lastIndex(of: feed).map { $0 + 1 } ?? 0
    text.insert(contentsOf: Array(text[start..<end]) + [feed], at: target)
  }

  private mutating func draw<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[Int(random.bounded(UInt64(elements.count)))]
  }

  /// The word at `place` with what belongs to it: `owner=p`.
  private static func field(at place: Range<Int>, in text: [UInt8]) -> Range<Int> {
    func isEdge(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") }
    let start = text[..<place.lowerBound].lastIndex(where: isEdge).map { $0 + 1 } ?? 0
    let end = text[place.upperBound...].firstIndex(where: isEdge) ?? text.count
    return start..<end
  }

  /// Where words lie: what stands between spaces, line feeds and punctuation.
  private static func words(of text: [UInt8]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = 0
    for (index, byte) in text.enumerated() where isSeparator(byte) {
      if start < index { words.append(start..<index) }
      start = index + 1
    }
    if start < text.count { words.append(start..<text.count) }
    return words
  }

  /// Whether the byte is one of ` \n,=:"[]{}` or NUL: asked of each byte of each input.
  @inline(always) private static func isSeparator(_ byte: UInt8) -> Bool {
    byte < 128 && separators >> UInt128(byte) & 1 == 1
  }

  private static let separators = " \n,=:\"[]{}\0".utf8.reduce(0 as UInt128) { $0 | 1 << $1 }
}
