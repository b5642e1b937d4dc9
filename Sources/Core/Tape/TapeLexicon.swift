/// Every word that may stand on the lines of one tape, found in one probe: the fixed ones and the
/// header's names, made once when the header is complete.
///
/// Probes are short by construction: a word that would lie too far from its home is left out, so
/// that no header can make reading slow. Whoever finds nothing here asks the header itself.
struct TapeLexicon: Sendable {
  /// What a word means.
  struct Meaning: BitwiseCopyable, Sendable {
    /// Number in the header, or code of the token.
    var number: UInt32 = 0
    /// Scales of a symbol.
    var price = DecimalScale.whole
    var quantity = DecimalScale.whole
  }

  /// One word of one vocabulary; unused places have none.
  struct Entry: BitwiseCopyable, Sendable {
    /// What is looked up: the word, a short one with its vocabulary.
    var key = ShortWord()
    var vocabulary: TapeVocabulary?
    var meaning = Meaning()
  }

  /// Open addressing; the count is a power of two.
  private(set) var entries: [Entry]

  /// Longest probe.
  private static let probeLimit = 8

  /// A lexicon without words.
  init() { entries = [Entry()] }

  /// The words of a tape with this header.
  init(_ header: TapeHeader) {
    let count =
      Self.fixedEntries.count + header.symbols.count + header.parties.count + header.regimes.count
    var capacity = 1024  // a power of two of at least four places a word
    while capacity < 4 * count { capacity *= 2 }
    entries = Array(repeating: Entry(), count: capacity)
    add(Self.entry("-", 0, .symbol))
    for instrument in header.instruments {
      add(
        Self.entry(
          instrument.symbol, instrument.id.rawValue, .symbol, instrument.priceScale,
          instrument.quantityScale))
    }
    for entry in Self.fixedEntries { add(entry) }
    for (index, name) in header.parties.names.enumerated() {
      add(Self.entry(name, UInt32(index + 1), .party))
    }
    for (index, name) in header.regimes.names.enumerated() {
      add(Self.entry(name, UInt32(index + 1), .regime))
    }
  }

  /// What every tape has, made once.
  private static let fixedEntries: [Entry] = TapeVocabulary.allCases.flatMap { vocabulary in
    vocabulary.fixedWords.compactMap { definition in
      entry("\(definition.word)", UInt32(definition.code), vocabulary)
    }
  }

  /// Nil for a word that is too long to be looked up here.
  private static func entry(
    _ text: String, _ number: UInt32, _ vocabulary: TapeVocabulary,
    _ price: DecimalScale = .whole, _ quantity: DecimalScale = .whole
  ) -> Entry? {
    ShortWord(text.utf8).map { word in
      Entry(
        key: key(word, vocabulary), vocabulary: vocabulary,
        meaning: Meaning(number: number, price: price, quantity: quantity))
    }
  }

  private mutating func add(_ entry: Entry?) {
    guard let entry else { return }
    let home = Self.home(of: entry.key)
    for step in 0..<Self.probeLimit {
      let place = (home &+ step) & (entries.count - 1)
      if entries[place].vocabulary == nil {
        entries[place] = entry
        return
      }
    }
  }

  /// What a word of `1…7` bytes means.
  /// - Complexity: O(1).
  @inline(always) static func find(
    _ word: UInt64, _ vocabulary: TapeVocabulary, in entries: Span<Entry>
  ) throws(Unreadable) -> Meaning {
    let key = word | bits(of: vocabulary)
    let place = home(of: key) & (entries.count &- 1)
    guard entries[place].key.first != key else { return entries[place].meaning }
    return try findOffHome(key, vocabulary, in: entries)
  }

  @inline(never) private static func findOffHome(
    _ key: UInt64, _ vocabulary: TapeVocabulary, in entries: Span<Entry>
  ) throws(Unreadable) -> Meaning {
    try find(key: ShortWord(key), vocabulary, in: entries)
  }

  /// What a longer word means.
  /// - Complexity: O(1).
  @inline(always) static func find(
    _ word: ShortWord, _ vocabulary: TapeVocabulary, in entries: Span<Entry>
  ) throws(Unreadable) -> Meaning {
    try find(key: key(word, vocabulary), vocabulary, in: entries)
  }

  @inline(always) private static func find(
    key: ShortWord, _ vocabulary: TapeVocabulary, in entries: Span<Entry>
  ) throws(Unreadable) -> Meaning {
    var place = home(of: key)
    for _ in 0..<probeLimit {
      place &= entries.count &- 1
      if entries[place].key == key, entries[place].vocabulary == vocabulary {
        return entries[place].meaning
      }
      place &+= 1
    }
    try Unreadable.raise()
  }

  /// A word of up to seven bytes has its vocabulary in the eighth, where no byte of text is that
  /// low: such keys differ by their first eight bytes alone.
  private static func key(_ word: ShortWord, _ vocabulary: TapeVocabulary) -> ShortWord {
    var key = word
    if key.first >> 56 == 0 { key.first |= bits(of: vocabulary) }
    return key
  }

  @inline(always) private static func bits(of vocabulary: TapeVocabulary) -> UInt64 {
    UInt64(vocabulary.rawValue &+ 1) << 56
  }

  @inline(always) private static func home(of key: ShortWord) -> Int {
    home(of: key.first ^ key.second &* 3 ^ key.third &* 5 ^ key.fourth &* 7)
  }

  /// The well-mixed bits of the wrapping product are the high ones; the highest byte of the key would
  /// reach none of them but for the shift.
  @inline(always) private static func home(of key: UInt64) -> Int {
    Int(truncatingIfNeeded: ((key ^ key >> 32) &* TraceHash.multiplier) >> 40)
  }
}
