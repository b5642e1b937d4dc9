/// Every word that may stand on the lines of one tape, found in one probe: the fixed ones and the
/// header's names, made once when the header is complete.
///
/// Probes are short by construction: a word that would lie too far from its home is left out, so
/// that no header can make reading slow. Whoever finds nothing here asks the header itself.
struct TapeLexicon: Sendable {
  /// One word and what it means; unused places mean nothing.
  struct Entry: BitwiseCopyable, Sendable {
    var word = ShortWord()
    /// Number in the header, or code of the token.
    var number: UInt32 = 0
    /// Nil in an unused place.
    var vocabulary: TapeVocabulary?
    /// Scales of a symbol.
    var price = DecimalScale.whole
    var quantity = DecimalScale.whole
  }

  /// Open addressing; the count is a power of two.
  private(set) var entries: [Entry]

  /// Longest probe.
  private static let probeLimit = 8

  /// A lexicon without words.
  init() { entries = [Entry()] }

  /// The words of a tape with this header.
  init(_ header: TapeHeader) {
    let fixed = TapeVocabulary.allCases.map { ($0, $0.fixedWords) }
    let count =
      fixed.map(\.1.count).reduce(0, +) + header.symbols.count + header.parties.count
      + header.regimes.count
    var capacity = 256  // a power of two of at least four places a word
    while capacity < 4 * count { capacity *= 2 }
    entries = Array(repeating: Entry(), count: capacity)
    for (vocabulary, words) in fixed {
      for definition in words {
        add("\(definition.word)", UInt32(definition.code), vocabulary)
      }
    }
    add("-", 0, .symbol)
    for instrument in header.instruments {
      add(
        instrument.symbol, instrument.id.rawValue, .symbol, instrument.priceScale,
        instrument.quantityScale)
    }
    for (index, name) in header.parties.names.enumerated() { add(name, UInt32(index + 1), .party) }
    for (index, name) in header.regimes.names.enumerated() { add(name, UInt32(index + 1), .regime) }
  }

  private mutating func add(
    _ text: String, _ number: UInt32, _ vocabulary: TapeVocabulary,
    _ price: DecimalScale = .whole, _ quantity: DecimalScale = .whole
  ) {
    guard let word = ShortWord(text.utf8) else { return }
    let home = Self.home(of: word, vocabulary)
    for step in 0..<Self.probeLimit {
      let place = (home &+ step) & (entries.count - 1)
      guard entries[place].vocabulary == nil else { continue }
      entries[place] = Entry(
        word: word, number: number, vocabulary: vocabulary, price: price, quantity: quantity)
      return
    }
  }

  /// The entry of a word among `entries`.
  /// - Complexity: O(1).
  @inline(always) static func find(
    _ word: ShortWord, _ vocabulary: TapeVocabulary, in entries: Span<Entry>
  ) -> Entry? {
    var place = home(of: word, vocabulary)
    for _ in 0..<probeLimit {
      place &= entries.count &- 1
      let entry = entries[place]
      if entry.word == word, entry.vocabulary == vocabulary { return entry }
      if entry.vocabulary == nil { return nil }
      place &+= 1
    }
    return nil
  }

  @inline(always) private static func home(
    of word: ShortWord, _ vocabulary: TapeVocabulary
  ) -> Int {
    Int(truncatingIfNeeded: word.hashBits >> 40) &+ Int(vocabulary.rawValue) &* 16
  }
}
