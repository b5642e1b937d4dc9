/// Writes a payload's fields as ` key=value` words.
struct TapeFieldWriter: EventFieldWriter, ~Copyable {
  var line = LineBuilder()
  private let symbol: TapeSpelling.Word
  let source: PartyID
  let spelling: TapeSpelling
  /// Whether a name was missing from the header; the line is then thrown away.
  private(set) var lacksName = false

  @inline(always) init(_ symbol: TapeSpelling.Word, source: PartyID, spelling: TapeSpelling) {
    self.symbol = symbol
    self.source = source
    self.spelling = spelling
  }

  @inline(always) mutating func number(_ key: StaticString, _ value: UInt64) {
    line.append(FieldKey(key))
    line.append(integer: value)
  }

  @inline(always) mutating func price(_ key: StaticString, _ value: Price) {
    line.append(FieldKey(key))
    line.append(decimal: value.rawValue, scale: symbol.price)
  }

  @inline(always) mutating func quantity(_ key: StaticString, _ value: Quantity) {
    line.append(FieldKey(key))
    line.append(decimal: value.rawValue, scale: symbol.quantity)
  }

  @inline(always) mutating func owner(_ value: PartyID) {
    guard value != source else { return }
    line.append(FieldKey("owner"))
    word(.party, value.rawValue)
  }

  @inline(always) mutating func regime(_ key: StaticString, _ value: RegimeID) {
    line.append(FieldKey(key))
    word(.regime, value.rawValue)
  }

  @inline(always) mutating func token<Token: TapeToken>(_ key: StaticString, _ value: Token) {
    line.append(FieldKey(key))
    word(Token.vocabulary, UInt32(value.rawValue))
  }

  @inline(always) mutating func mark(_ key: StaticString, _ value: Bool) {
    if value { line.append(FieldKey(mark: key)) }
  }

  @inline(always) mutating func presence(_ isPresent: Bool) {}

  /// Appends a kind, token or name.
  @inline(always) mutating func word(_ vocabulary: TapeVocabulary, _ number: UInt32) {
    let word = spelling.word(vocabulary, number)
    if word.length == 0 { lacksName = true }
    line.append(word.text, length: word.length)
  }
}

extension TapeFieldWriter {
  /// Appends what stands in front of the payload: sequence, time, kind, symbol, origin.
  @inline(always) mutating func envelope(_ event: Event) {
    line.append(integer: event.sequence.rawValue)
    line.append(UInt8(ascii: " "))
    line.append(time: event.time)
    line.append(UInt8(ascii: " "))
    word(.kind, UInt32(event.kind.rawValue))
    line.append(UInt8(ascii: " "))
    line.append(symbol.text, length: symbol.length)
    if let received = event.receiveTime {
      line.append(FieldKey("rx"))
      line.append(time: received)
    }
    if event.source != .venue {
      line.append(FieldKey("src"))
      word(.party, event.source.rawValue)
    }
    if let numbers = event.sourceSequence {
      line.append(FieldKey("sn"))
      line.append(integer: numbers.first)
      if numbers.last != numbers.first {
        line.append(UInt8(ascii: "-"))
        line.append(integer: numbers.last)
      }
    }
  }
}
