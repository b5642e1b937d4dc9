public import Core

/// What a person wants to see of a tape, in the words of the command line: every criterion given
/// must hold, and each holds when any of its words does.
///
/// Names stay names here, because they mean something only against a tape's header; `resolved`
/// turns them into a `TapeFilter`.
public struct TapeFilterTerms: Sendable, Equatable {
  /// Kinds of events; empty for all.
  public private(set) var kinds: [EventKind] = []
  /// Symbols; empty for all.
  public private(set) var symbols: [String] = []
  /// Agents as source or owner; empty for all.
  public private(set) var agents: [String] = []
  /// Orders; empty for all.
  public private(set) var orders: [OrderID] = []
  /// First place on the tape.
  public private(set) var from: TapeSequence?
  /// Last place on the tape.
  public private(set) var to: TapeSequence?
  /// Earliest time.
  public private(set) var since: Timestamp?
  /// Latest time.
  public private(set) var until: Timestamp?

  /// Terms that let everything pass.
  public init() {}

  /// Whether everything passes.
  public var isEmpty: Bool { self == TapeFilterTerms() }

  /// Reads one criterion's text and adds what it says.
  public mutating func add(
    _ criterion: FilterCriterion, _ text: String
  ) throws(FilterError) {
    switch criterion {
    case .kind:
      for word in try Self.words(text, criterion) { Self.append(try Self.kind(word), to: &kinds) }
    case .symbol: for word in try Self.words(text, criterion) { Self.append(word, to: &symbols) }
    case .agent: for word in try Self.words(text, criterion) { Self.append(word, to: &agents) }
    case .order:
      for word in try Self.words(text, criterion) {
        Self.append(OrderID(try Self.number(word, criterion)), to: &orders)
      }
    case .from: from = TapeSequence(try Self.number(text, criterion))
    case .to: to = TapeSequence(try Self.number(text, criterion))
    case .since: since = try Self.time(text, criterion)
    case .until: until = try Self.time(text, criterion)
    }
    if let from, let to, to < from { throw FilterError(criterion, text, .backwardRange) }
    if let since, let until, until < since { throw FilterError(criterion, text, .backwardRange) }
  }

  /// Finds the names in a tape's header.
  /// - Complexity: O(k log n) for k names.
  public func resolved(against header: TapeHeader) throws(FilterError) -> TapeFilter {
    var instruments: [InstrumentID] = []
    for symbol in symbols {
      guard let id = header.instrument(symbol: symbol) else {
        throw FilterError(.symbol, symbol, .unknownWord(legal: header.symbols.names))
      }
      instruments.append(id)
    }
    var parties: [PartyID] = []
    for agent in agents {
      guard let number = header.parties.number(of: agent) else {
        throw FilterError(.agent, agent, .unknownWord(legal: header.parties.names))
      }
      parties.append(PartyID(number))
    }
    return TapeFilter(
      kinds: kinds, instruments: instruments, parties: parties, orders: orders,
      from: from, to: to, since: since, until: until)
  }

  private static func words(
    _ text: String, _ criterion: FilterCriterion
  ) throws(FilterError) -> [String] {
    let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    if words.contains("") { throw FilterError(criterion, text, .emptyWord) }
    return words
  }

  private static func kind(_ word: String) throws(FilterError) -> EventKind {
    guard let kind = EventKind(name: word) else {
      let names = EventKind.allCases.map(\.name.description)
      throw FilterError(.kind, word, .unknownWord(legal: names))
    }
    return kind
  }

  private static func number(
    _ text: String, _ criterion: FilterCriterion
  ) throws(FilterError) -> UInt64 {
    let bytes = Array(text.utf8)
    var scanner = ASCIIScanner(bytes.span)
    guard let number = try? scanner.unsigned(), scanner.isAtEnd else {
      throw FilterError(criterion, text, .notANumber)
    }
    return number
  }

  private static func time(
    _ text: String, _ criterion: FilterCriterion
  ) throws(FilterError) -> Timestamp {
    guard let time = TimeText.time(text) else { throw FilterError(criterion, text, .notATime) }
    return time
  }

  /// Words given twice count once.
  private static func append<Word: Equatable>(_ word: Word, to list: inout [Word]) {
    if !list.contains(word) { list.append(word) }
  }
}

extension TapeFilterTerms: Persistable {
  /// Writes the criteria in their declared order.
  public func encode(into writer: inout ByteWriter) {
    writer.append(kinds.count)
    for kind in kinds { writer.append(kind.rawValue) }
    for names in [symbols, agents] {
      writer.append(names.count)
      for name in names { writer.append(name) }
    }
    writer.append(orders)
    for place in [from, to] {
      writer.append(place != nil)
      if let place { writer.append(place.rawValue) }
    }
    writer.append(since)
    writer.append(until)
  }

  /// Reads the criteria back.
  public init(decoding reader: inout ByteReader) throws(DecodingError) {
    for _ in 0..<(try reader.count()) {
      guard let kind = EventKind(rawValue: try reader.byte()) else { throw reader.invalid("kind") }
      kinds.append(kind)
    }
    for _ in 0..<(try reader.count(minimumSize: 8)) { symbols.append(try reader.text()) }
    for _ in 0..<(try reader.count(minimumSize: 8)) { agents.append(try reader.text()) }
    orders = try reader.array(of: OrderID.self)
    if try reader.flag() { from = TapeSequence(try reader.word()) }
    if try reader.flag() { to = TapeSequence(try reader.word()) }
    since = try reader.optional(Timestamp.self)
    until = try reader.optional(Timestamp.self)
  }
}
