/// Numbers of the event's source did not arrive.
public struct Gap: BitwiseCopyable, Sendable, Equatable {
  /// The missing numbers.
  public var missing: SourceSequence

  /// Takes every field.
  public init(missing: SourceSequence) { self.missing = missing }
}

extension Gap: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.number("first", missing.first)
    writer.number("last", missing.last)
  }

  /// Takes the fields in tape order; numbers that run backward are refused.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    let first = try reader.number("first")
    let last = try reader.number("last")
    guard let missing = SourceSequence(first: first, last: last) else {
      throw reader.invalid("last")
    }
    self.missing = missing
  }
}
