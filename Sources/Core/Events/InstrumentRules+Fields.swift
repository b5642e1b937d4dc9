extension InstrumentRules: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.price("tick", tick)
    writer.quantity("lot", lot)
    writer.price("minimum", minimumNotional)
    writer.token("status", status)
  }

  /// Takes the fields in tape order; rules that no venue could have are refused.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    let tick = try reader.price("tick")
    let lot = try reader.quantity("lot")
    let minimum = try reader.price("minimum")
    let status: TradingStatus = try reader.token("status")
    guard
      let rules = InstrumentRules(tick: tick, lot: lot, minimumNotional: minimum, status: status)
    else { throw reader.invalid("tick") }
    self = rules
  }
}
