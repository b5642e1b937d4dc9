/// Writes an event's line and folds its words into the trace hash, field by field.
struct TapeFieldWriter: EventFieldWriter {
  var line = LineBuilder()
  /// Hash of the events so far, that of the line included as far as it is written.
  var hash: TraceHash
  let spelling: TapeSpelling
  private var symbol = TapeSpelling.noInstrument
  private var source = PartyID.venue
  /// Whether a name was missing from the header; the line is then thrown away.
  private(set) var lacksName = false

  init(_ spelling: TapeSpelling, hash: TraceHash) {
    self.spelling = spelling
    self.hash = hash
  }

  @inline(always) mutating func number(_ key: StaticString, _ value: UInt64) {
    line.append(FieldKey(key))
    line.append(integer: value)
    hash.fold(value)
  }

  @inline(always) mutating func price(_ key: StaticString, _ value: Price) {
    line.append(FieldKey(key))
    line.append(decimal: value.rawValue, scale: symbol.price)
    hash.fold(UInt64(bitPattern: value.rawValue))
  }

  @inline(always) mutating func quantity(_ key: StaticString, _ value: Quantity) {
    line.append(FieldKey(key))
    line.append(decimal: value.rawValue, scale: symbol.quantity)
    hash.fold(UInt64(bitPattern: value.rawValue))
  }

  @inline(always) mutating func owner(_ value: PartyID) {
    if value != source {
      line.append(FieldKey("owner"))
      word(.party, value.rawValue)
    }
    hash.fold(UInt64(value.rawValue))
  }

  @inline(always) mutating func regime(_ key: StaticString, _ value: RegimeID) {
    line.append(FieldKey(key))
    word(.regime, value.rawValue)
    hash.fold(UInt64(value.rawValue))
  }

  @inline(always) mutating func token<Token: TapeToken>(_ key: StaticString, _ value: Token) {
    line.append(FieldKey(key))
    word(Token.vocabulary, UInt32(value.rawValue))
    hash.fold(UInt64(value.rawValue))
  }

  @inline(always) mutating func mark(_ key: StaticString, _ value: Bool) {
    if value { line.append(FieldKey(mark: key)) }
    hash.fold(value ? 1 : 0)
  }

  @inline(always) mutating func presence(_ isPresent: Bool) { hash.fold(isPresent ? 1 : 0) }

  /// Appends a kind, token or name.
  @inline(always) mutating func word(_ vocabulary: TapeVocabulary, _ number: UInt32) {
    let word = spelling.word(vocabulary, number)
    if word.length == 0 { lacksName = true }
    line.append(word.text, length: word.length)
  }
}

extension TapeFieldWriter {
  /// Starts a line with what stands in front of the payload: sequence, time, kind, symbol, origin.
  @inline(always) mutating func begin(_ event: Event, symbol: TapeSpelling.Word) {
    self.symbol = symbol
    source = event.source
    lacksName = false
    hash.foldEnvelope(of: event)
    line.removeAll()
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
