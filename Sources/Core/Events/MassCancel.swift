/// A party asks for many orders to be taken out at once: those of the event's instrument, or of all
/// instruments where it names none (FIX 4.4 message q).
public struct MassCancel: BitwiseCopyable, Sendable, Equatable {
  /// Who asks.
  public var owner: PartyID
  /// Whose orders are meant.
  public var scope: MassScope

  /// Takes every field.
  @inlinable public init(owner: PartyID, scope: MassScope = .owner) {
    self.owner = owner
    self.scope = scope
  }
}

extension MassCancel: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.owner(owner)
    writer.token("scope", scope)
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    owner = try reader.owner()
    scope = try reader.token("scope")
  }
}

/// Whose orders a mass cancel means.
public enum MassScope: UInt8, TapeToken {
  /// Those of the party that asks.
  case owner = 1
  /// Everybody's: the venue's own right, which whoever lets requests in has to guard.
  case everyone = 2

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .massScope }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .owner: "owner"
    case .everyone: "everyone"
    }
  }
}
