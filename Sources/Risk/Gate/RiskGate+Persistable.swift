public import Core

extension RiskGate: Persistable {
  /// Writes the limits in force and all that was decided and held; what follows from these is not
  /// written.
  public func encode(into writer: inout ByteWriter) {
    writer.append(limits)
    writer.append(instruments)
    writer.append(seats)
    writer.append(account)
    writer.append(kill)
    writer.append(isHalted)
    writer.append(counters)
    writer.append(orderRate)
    for bucket in throttles { writer.append(bucket) }
    for bucket in denialAllowances { writer.append(bucket) }
    for place in recent.indices { recent[place].encode(into: &writer, window: window(place)) }
    exposure.encode(into: &writer)
  }

  /// Reads a gate back; figures that no gate with these limits could have are refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let limits = try RiskLimits(decoding: &reader)
    let instruments = try reader.array(of: RiskInstrument.self)
    let seats = try reader.array(of: RiskSeat.self)
    let account = try AccountWatch(decoding: &reader)
    do throws(InvalidLimits) {
      try self.init(limits, instruments: instruments, seats: seats, equity: account.equity)
    } catch {
      throw reader.invalid("limits")
    }
    self.account = account
    renewAllowance()
    kill = try reader.optional(KillState.self)
    isHalted = try reader.flag()
    counters = try RiskCounters(decoding: &reader)
    orderRate = try reader.bucket(like: orderRate)
    for seat in seats.indices { throttles[seat] = try reader.bucket(like: throttles[seat]) }
    for seat in seats.indices {
      denialAllowances[seat] = try reader.bucket(like: denialAllowances[seat])
    }
    for place in instruments.indices {
      recent[place] = try RecentOrders(decoding: &reader, window: window(place))
    }
    try exposure.decode(&reader)
  }
}

extension RiskGate {
  /// Where the rule is off nothing is recent.
  private func window(_ place: Int) -> Int64 { inForce.instruments[place].duplicateWindow ?? 0 }
}

extension KillState: Persistable {
  /// Writes reason and time.
  public func encode(into writer: inout ByteWriter) {
    writer.append(reason.rawValue)
    writer.append(time)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard let reason = RiskReason(rawValue: try reader.byte()) else {
      throw reader.invalid("reason of the kill switch")
    }
    self.reason = reason
    time = try Timestamp(decoding: &reader)
  }
}

extension ByteReader {
  /// A bucket of the pace that the limits give, or none where they give none.
  fileprivate mutating func bucket(
    like expected: TokenBucket?
  ) throws(StateDecodingError) -> TokenBucket? {
    let bucket = try optional(TokenBucket.self)
    guard bucket?.pace == expected?.pace else { throw invalid("pace") }
    return bucket
  }
}
