/// How each word of one tape is written, by its number: the other direction of `TapeLexicon`.
struct TapeSpelling: Sendable {
  /// A word ready to be stored.
  struct Word: BitwiseCopyable, Sendable {
    var text = ShortWord()
    /// Zero where no word has this number.
    var length = 0
    /// Scales of a symbol.
    var price = DecimalScale.whole
    var quantity = DecimalScale.whole
  }

  /// What stands in the place of a symbol where there is none.
  static let noInstrument = Word(text: ShortWord(UInt64(UInt8(ascii: "-"))), length: 1)

  /// The words of each vocabulary by number from 1, one vocabulary behind the other.
  private var words: [Word] = []
  /// Where each vocabulary begins, and behind the last one where it ends.
  private var starts = InlineArray<32, Int32>(repeating: 0)

  /// The words of a tape with this header.
  init(_ header: TapeHeader) {
    for vocabulary in TapeVocabulary.allCases {
      starts[Int(vocabulary.rawValue)] = Int32(words.count)
      switch vocabulary {
      case .symbol: add(header.instruments)
      case .party: add(header.parties)
      case .regime: add(header.regimes)
      case .kind, .side, .orderType, .timeInForce, .liquidity, .request, .bookAction,
        .rejectReason, .cancelReason, .expireReason, .dropReason, .tradingStatus, .operatorWord,
        .riskVerdict, .riskReason, .trigger, .selfTrade, .group, .massScope, .phase,
        .restateReason:
        words += Self.fixedWords[Int(vocabulary.rawValue)]
      }
      starts[Int(vocabulary.rawValue) + 1] = Int32(words.count)
    }
  }

  /// The word with this number; one without length when there is none.
  /// - Complexity: O(1).
  @inline(always) func word(_ vocabulary: TapeVocabulary, _ number: UInt32) -> Word {
    let place = Int(starts[Int(vocabulary.rawValue)]) &+ Int(number) &- 1
    guard number > 0, place < Int(starts[Int(vocabulary.rawValue) &+ 1]) else { return Word() }
    return words[place]
  }

  private mutating func add(_ instruments: [Instrument]) {
    for instrument in instruments {
      var word = Self.word(instrument.symbol)
      (word.price, word.quantity) = (instrument.priceScale, instrument.quantityScale)
      words.append(word)
    }
  }

  private mutating func add(_ table: NameTable) {
    for name in table.names { words.append(Self.word(name)) }
  }

  /// What every tape has, made once: by the number of its vocabulary, then the word's.
  private static let fixedWords: [[Word]] = TapeVocabulary.allCases.map { vocabulary in
    var words: [Word] = []
    for definition in vocabulary.fixedWords {
      while words.count < Int(definition.code) { words.append(Word()) }
      words[Int(definition.code) - 1] = word("\(definition.word)")
    }
    return words
  }

  private static func word(_ text: String) -> Word {
    guard let word = ShortWord(text.utf8) else { return Word() }
    return Word(text: word, length: text.utf8.count)
  }
}
