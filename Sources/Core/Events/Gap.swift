/// Numbers of the event's source did not arrive.
public struct Gap: BitwiseCopyable, Sendable, Equatable {
  /// First missing number.
  public var first: UInt64
  /// Last missing number.
  public var last: UInt64

  /// Takes every field.
  public init(first: UInt64, last: UInt64) {
    self.first = first
    self.last = last
  }
}

extension Gap {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(to writer: inout Writer) {
    writer.number("first", first)
    writer.number("last", last)
  }

  /// Takes the fields in tape order.
  @inlinable
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Reader.Failure) {
    first = try reader.number("first")
    last = try reader.number("last")
  }
}
