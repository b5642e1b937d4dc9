/// Reads an event as `BinaryFieldReader` does and asks behind each field whether it may stand: slow,
/// for errors that name the field.
struct BinaryFaultFinder: EventFieldReader {
  private var fields: BinaryFieldReader
  private let names: EventNames
  private var found = TapeError.Reason.blockMismatch

  init(_ fields: BinaryFieldReader, names: EventNames) {
    self.fields = fields
    self.names = names
  }

  /// What is wrong with the event.
  var reason: TapeError.Reason {
    mutating get {
      try? read()
      return found
    }
  }

  private mutating func read() throws(Unreadable) {
    var event = Event(
      sequence: .first, time: .zero, instrument: nil,
      payload: .gap(Gap(missing: SourceSequence(0))))
    found = .unknownKind
    let kind = try fields.kind()
    found = .unknownName
    try fields.envelope(kind, into: &event)
    let isBackward = event.time < .zero || event.receiveTime ?? .zero < .zero
    try check(isBackward ? .invalidValue("time") : .unknownName)
    _ = try EventPayload(kind, from: &self)
  }

  /// Throws where a value was out of bounds, for this reason.
  private mutating func check(_ reason: TapeError.Reason) throws(Unreadable) {
    found = reason
    if fields.isOutOfBounds { throw Unreadable() }
  }

  mutating func number(_ key: StaticString) throws(Unreadable) -> UInt64 {
    try fields.number(key)
  }

  mutating func price(_ key: StaticString) throws(Unreadable) -> Price {
    let value = try fields.price(key)
    try check(.invalidValue(key.description))
    return value
  }

  mutating func quantity(_ key: StaticString) throws(Unreadable) -> Quantity {
    let value = try fields.quantity(key)
    try check(.invalidValue(key.description))
    return value
  }

  mutating func owner() throws(Unreadable) -> PartyID {
    let value = try fields.owner()
    try check(.unknownName)
    return value
  }

  mutating func regime(_ key: StaticString) throws(Unreadable) -> RegimeID {
    found = .unknownName
    let value = try fields.regime(key)
    try check(.unknownName)
    return value
  }

  mutating func token<Token: TapeToken>(_ key: StaticString) throws(Unreadable) -> Token {
    found = .invalidValue(key.description)
    return try fields.token(key)
  }

  mutating func mark(_ key: StaticString) throws(Unreadable) -> Bool { try fields.mark(key) }

  mutating func presence(_ key: StaticString) throws(Unreadable) -> Bool {
    try fields.presence(key)
  }

  mutating func invalid(_ key: StaticString) -> Unreadable {
    found = .invalidValue(key.description)
    return Unreadable()
  }
}
