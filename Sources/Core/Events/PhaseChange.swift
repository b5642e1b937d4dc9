/// An instrument's trading day goes on to another phase. Leaving a call uncrosses it.
public struct PhaseChange: BitwiseCopyable, Sendable, Equatable {
  /// The phase from here on.
  public var phase: TradingPhase
  /// Price that collars and ties are measured from; nil takes the last print's.
  public var reference: Price?
  /// How far beyond the reference an order may reach; nil for as far as it likes.
  public var collar: Price?

  /// Takes every field.
  @inlinable public init(_ phase: TradingPhase, reference: Price? = nil, collar: Price? = nil) {
    self.phase = phase
    self.reference = reference
    self.collar = collar
  }
}

extension PhaseChange: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.token("phase", phase)
    writer.presence(reference != nil)
    if let reference { writer.price("reference", reference) }
    writer.presence(collar != nil)
    if let collar { writer.price("collar", collar) }
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    phase = try reader.token("phase")
    reference = nil
    if try reader.presence("reference") { reference = try reader.price("reference") }
    collar = nil
    if try reader.presence("collar") { collar = try reader.price("collar") }
  }
}

/// A phase of an instrument's trading day.
public enum TradingPhase: UInt8, TapeToken {
  /// Orders gather before the day and do not match.
  case openingCall = 1
  /// Orders match as they come.
  case continuous = 2
  /// Orders gather at the end of the day and do not match.
  case closingCall = 3
  /// Nothing enters; orders may be taken out.
  case closed = 4

  /// Whether orders gather without matching.
  @inlinable public var isCall: Bool { self == .openingCall || self == .closingCall }

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .phase }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .openingCall: "opening"
    case .continuous: "continuous"
    case .closingCall: "closing"
    case .closed: "closed"
    }
  }
}
