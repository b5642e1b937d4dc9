/// A strategy's timer was due and has fired.
///
/// On the tape because it is an input: a replay fires what was recorded and sets no clock of its own.
public struct Timer: BitwiseCopyable, Sendable, Equatable {
  /// Number of the timer among its owner's.
  public var number: UInt64
  /// Whose timer it is.
  public var owner: PartyID

  /// Takes every field.
  @inlinable public init(number: UInt64, owner: PartyID) {
    self.number = number
    self.owner = owner
  }
}

extension Timer: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.number("timer", number)
    writer.owner(owner)
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    number = try reader.number("timer")
    owner = try reader.owner()
  }
}
