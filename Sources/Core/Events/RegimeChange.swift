/// The market enters a regime, by schedule or threshold.
public struct RegimeChange: BitwiseCopyable, Sendable, Equatable {
  /// The regime from here on.
  public var regime: RegimeID

  /// Takes every field.
  public init(regime: RegimeID) {
    self.regime = regime
  }
}

extension RegimeChange: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.regime("name", regime)
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    regime = try reader.regime("name")
  }
}
