/// A word of the tape that stands for one of a few meanings, such as `side=buy`.
///
/// The raw value is the code that hashes and binary encodings carry; neither ever changes.
public protocol TapeToken: RawRepresentable, CaseIterable, Sendable, BitwiseCopyable
where RawValue == UInt8 {
  /// The word of the text form, lower case, `-` between words.
  var token: StaticString { get }
  /// The set of words that these are.
  static var vocabulary: TapeVocabulary { get }
}

/// Takes an event's fields in their declared order.
///
/// Each payload names its fields once, in `write(to:)`; the text encoder, the trace hash and the
/// binary encoder are the three writers, so that the forms cannot drift apart.
public protocol EventFieldWriter: ~Copyable {
  /// A number or an identifier.
  mutating func number(_ key: StaticString, _ value: UInt64)
  /// A price at the instrument's price scale.
  mutating func price(_ key: StaticString, _ value: Price)
  /// A quantity at the instrument's quantity scale.
  mutating func quantity(_ key: StaticString, _ value: Quantity)
  /// The owner of an order; the text form leaves it out where it is the event's source.
  mutating func owner(_ value: PartyID)
  /// A regime of the header.
  mutating func regime(_ key: StaticString, _ value: RegimeID)
  /// One of a few words.
  mutating func token<Token: TapeToken>(_ key: StaticString, _ value: Token)
  /// A mark that is there or not: the text form writes the bare key.
  mutating func mark(_ key: StaticString, _ value: Bool)
  /// Whether the optional field with this key follows; the text form writes nothing.
  mutating func presence(_ isPresent: Bool)
}

/// A field could not be read. Where and why, the reader knows that threw it.
///
/// Empty and the same for all readers on purpose: an error type that depends on the reader passes
/// through memory and keeps the compiler from inlining any of the reads.
public struct Unreadable: Error, BitwiseCopyable {
  /// Says no more than that.
  @inlinable public init() {}

  /// Throws one, out of line: a `throw` in a reader's methods would stop the compiler from taking
  /// them into the code of the payloads (it will not see through a witness that calls the
  /// runtime's generic hook for throwing).
  @inline(never) static func raise() throws(Unreadable) -> Never { throw Unreadable() }
}

/// A payload: fields that a reader hands out.
public protocol EventFields {
  /// Takes the fields in tape order.
  init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable)
}

/// Hands out an event's fields in their declared order: the mirror of `EventFieldWriter`.
public protocol EventFieldReader: ~Copyable, ~Escapable {
  /// A number or an identifier.
  @_lifetime(self: copy self)
  mutating func number(_ key: StaticString) throws(Unreadable) -> UInt64
  /// A price at the instrument's price scale.
  @_lifetime(self: copy self)
  mutating func price(_ key: StaticString) throws(Unreadable) -> Price
  /// A quantity at the instrument's quantity scale.
  @_lifetime(self: copy self)
  mutating func quantity(_ key: StaticString) throws(Unreadable) -> Quantity
  /// The owner of an order.
  @_lifetime(self: copy self)
  mutating func owner() throws(Unreadable) -> PartyID
  /// A regime of the header.
  @_lifetime(self: copy self)
  mutating func regime(_ key: StaticString) throws(Unreadable) -> RegimeID
  /// One of a few words.
  @_lifetime(self: copy self)
  mutating func token<Token: TapeToken>(_ key: StaticString) throws(Unreadable) -> Token
  /// A mark that is there or not.
  @_lifetime(self: copy self)
  mutating func mark(_ key: StaticString) throws(Unreadable) -> Bool
  /// Whether the optional field with this key follows.
  @_lifetime(self: copy self)
  mutating func presence(_ key: StaticString) throws(Unreadable) -> Bool
  /// The failure for the field just read, whose value is well formed but not allowed.
  @_lifetime(self: copy self)
  mutating func invalid(_ key: StaticString) -> Unreadable
  /// All fields of a payload.
  ///
  /// A function of its own for each payload, unless the reader says otherwise: taken into one, those
  /// of a reader with long methods would be more than the compiler goes on inlining in.
  @_lifetime(self: copy self)
  mutating func payload<Payload: EventFields>() throws(Unreadable) -> Payload
}

extension EventFieldReader where Self: ~Copyable & ~Escapable {
  /// All fields of a payload, in a function of its own.
  @_lifetime(self: copy self)
  @inlinable @inline(never)
  public mutating func payload<Payload: EventFields>() throws(Unreadable) -> Payload {
    try Payload(from: &self)
  }
}
