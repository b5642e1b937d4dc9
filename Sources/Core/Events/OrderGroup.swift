/// A party ties orders of its own together, those that the venue has and those that follow.
public struct OrderGroup: BitwiseCopyable, Sendable, Equatable {
  /// What ties them.
  public var link: GroupLink
  /// Whose orders they are.
  public var owner: PartyID
  /// Number of one leg.
  public var id: OrderID
  /// Number of the other leg.
  public var other: OrderID

  /// Takes every field.
  @inlinable public init(link: GroupLink, owner: PartyID, id: OrderID, other: OrderID) {
    self.link = link
    self.owner = owner
    self.id = id
    self.other = other
  }
}

/// What ties the orders of a group.
public enum GroupLink: BitwiseCopyable, Sendable, Equatable {
  /// One cancels the other: what triggers or trades of one leg, the other loses.
  case oneCancelsOther
  /// The same, and both legs sleep until this order trades: what it fills, they stand for.
  case bracket(entry: OrderID)

  /// The word that stands for it.
  @inlinable public var word: GroupWord {
    switch self {
    case .oneCancelsOther: .oneCancelsOther
    case .bracket: .bracket
    }
  }
}

extension OrderGroup: EventFields {
  /// Names the fields in tape order; a bracket's entry stands last.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.token("group", link.word)
    writer.owner(owner)
    writer.number("id", id.rawValue)
    writer.number("other", other.rawValue)
    if case .bracket(let entry) = link { writer.number("entry", entry.rawValue) }
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    let word: GroupWord = try reader.token("group")
    owner = try reader.owner()
    id = OrderID(try reader.number("id"))
    other = OrderID(try reader.number("other"))
    switch word {
    case .oneCancelsOther: link = .oneCancelsOther
    case .bracket: link = .bracket(entry: OrderID(try reader.number("entry")))
    }
  }
}

/// The word that says what ties a group.
public enum GroupWord: UInt8, TapeToken {
  /// Two legs.
  case oneCancelsOther = 1
  /// Two legs and their entry, whose number follows.
  case bracket = 2

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .group }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .oneCancelsOther: "oco"
    case .bracket: "bracket"
    }
  }
}
