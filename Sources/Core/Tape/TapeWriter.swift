/// Why an event cannot be written: it is one that no reader of the tape could take.
public enum TapeWritingError: Error, Sendable, Equatable {
  /// The instrument is not in the header.
  case unknownInstrument(TapeSequence)
  /// The event has no instrument, and its kind needs one.
  case missingInstrument(TapeSequence)
  /// The source, owner or regime is not in the header.
  case unknownName(TapeSequence)
  /// The event does not follow on the one before it.
  case sequenceBreak(expected: TapeSequence, found: TapeSequence)
}

/// Writes the text form of a tape: header, events, a hash line every 65,536 events, and the end
/// line. It opens nothing: bytes go to the caller's buffer.
public struct TapeWriter {
  private let header: TapeHeader
  private let hashesLines: Bool
  private var fields: TapeFieldWriter
  private var next = TapeSequence.first

  /// A writer for tapes with this header.
  public init(_ header: TapeHeader) { self.init(header, hashesLines: true) }

  /// A writer that goes on behind the events that `hash` covers; `begin(into:)` is not said again.
  public init(_ header: TapeHeader, continuing hash: TraceHash) {
    self.init(header)
    fields.hash = hash
    next = TapeSequence(hash.count + 1)
  }

  /// A writer of single lines for people: no hash lines, and sequences may jump.
  public static func excerpt(_ header: TapeHeader) -> TapeWriter {
    TapeWriter(header, hashesLines: false)
  }

  private init(_ header: TapeHeader, hashesLines: Bool) {
    self.header = header
    self.hashesLines = hashesLines
    fields = TapeFieldWriter(TapeSpelling(header), hash: TraceHash())
  }

  /// Hash of the events written so far.
  public var hash: TraceHash { fields.hash }

  /// Appends the header lines.
  public func begin(into text: inout [UInt8]) { header.write(into: &text) }

  /// Appends one event's line and, where due, a hash line. On an error nothing was appended.
  /// - Complexity: O(line); allocates only as `text` grows.
  public mutating func write(_ event: Event, into text: inout [UInt8]) throws(TapeWritingError) {
    if hashesLines, event.sequence != next {
      throw .sequenceBreak(expected: next, found: event.sequence)
    }
    let earlier = fields.hash
    try makeLine(event)
    if fields.lacksName {
      fields.hash = earlier
      throw .unknownName(event.sequence)
    }
    text.append(copying: fields.line.span)
    next = event.sequence.next
    if hashesLines, event.sequence.rawValue % TapeGrammar.checkpointInterval == 0 {
      appendHashLine("#hash ", event.sequence.rawValue, to: &text)
    }
  }

  /// Appends the end line; the tape is complete with it.
  public func finish(into text: inout [UInt8]) { appendHashLine("#end ", hash.count, to: &text) }

  private func appendHashLine(_ word: StaticString, _ number: UInt64, to text: inout [UInt8]) {
    text.append(text: word)
    text.append(integer: number)
    text.append(UInt8(ascii: " "))
    text.append(hexadecimal: hash.value)
    text.append(UInt8(ascii: "\n"))
  }

  @inline(always) private mutating func makeLine(_ event: Event) throws(TapeWritingError) {
    var symbol = TapeSpelling.noInstrument
    if let id = event.instrument {
      symbol = fields.spelling.word(.symbol, id.rawValue)
      guard symbol.length > 0 else { throw .unknownInstrument(event.sequence) }
    } else if !event.kind.concernsMarket {
      throw .missingInstrument(event.sequence)
    }
    fields.begin(event, symbol: symbol)
    event.payload.write(to: &fields)
    fields.hash.endEvent()
    fields.line.append(UInt8(ascii: "\n"))
  }
}

extension [UInt8] {
  /// Appends `seconds.nnnnnnnnn`.
  public mutating func append(time: Timestamp) {
    append(decimal: time.nanoseconds, scale: .nanoseconds)
  }
}

extension DecimalScale {
  /// Nine digits: seconds written to the nanosecond.
  public static let nanoseconds = DecimalScale(unchecked: 9)
}
