public import Core
internal import ExecSim

extension SessionRecord {
  func encode(into writer: inout ByteWriter) {
    writer.append(fills)
    writer.append(marks)
    answerDelays.encode(into: &writer)
    writer.append(tallies)
    let ids = decisions.sortedKeys()
    writer.append(ids.count)
    for id in ids {
      writer.append(id)
      writer.append(decisions[id])
    }
    writer.append(markCount)
  }

  /// Reads a record of so many seats back.
  init(seatCount: Int, decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(seatCount: seatCount)
    fills = try reader.array(of: RecordedFill.self)
    marks = try reader.array(of: RecordedMark.self)
    answerDelays = try LogLinearHistogram(decoding: &reader)
    tallies = try reader.array(of: RequestTally.self)
    var last: UInt64?
    for _ in 0..<(try reader.count()) {
      let id = try reader.word()
      guard last.map({ id > $0 }) ?? true else { throw reader.invalid("order id") }
      decisions[id] = try reader.optional(Decision.self)
      last = id
    }
    markCount = try reader.word()
    let isSound =
      tallies.count == seatCount && fills.allSatisfy { (0..<seatCount).contains($0.seat) }
      && marks.allSatisfy { (0..<seatCount).contains($0.seat) }
    guard isSound else { throw reader.invalid("seat") }
  }
}

extension SessionRecord.Decision: Persistable {
  func encode(into writer: inout ByteWriter) {
    writer.append(seat)
    time.encode(into: &writer)
    writer.append(bid)
    writer.append(ask)
    writer.append(isAnswered)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(
      seat: try reader.index(), time: try Timestamp(decoding: &reader),
      bid: try reader.optional(Price.self), ask: try reader.optional(Price.self),
      isAnswered: try reader.flag())
  }
}

extension RequestTally: Persistable {
  /// Writes every count.
  public func encode(into writer: inout ByteWriter) {
    for count in [orders, cancels, amends, rejects, denials] { writer.append(count) }
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init()
    orders = try reader.word()
    cancels = try reader.word()
    amends = try reader.word()
    rejects = try reader.word()
    denials = try reader.word()
  }
}

extension RecordedFill: Persistable {
  /// Writes every field.
  public func encode(into writer: inout ByteWriter) {
    writer.append(sequence.rawValue)
    time.encode(into: &writer)
    venueTime.encode(into: &writer)
    writer.append(seat)
    instrument.encode(into: &writer)
    EventPayload.fill(fill).encode(into: &writer)
    fee.encode(into: &writer)
    realised.encode(into: &writer)
    decidedAt.encode(into: &writer)
    writer.append(decisionBid)
    writer.append(decisionAsk)
    writer.append(cause?.rawValue ?? 0)
    writer.append(because.rawValue)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    sequence = TapeSequence(try reader.word())
    time = try Timestamp(decoding: &reader)
    venueTime = try Timestamp(decoding: &reader)
    seat = try reader.index()
    instrument = try InstrumentID(decoding: &reader)
    guard case .fill(let fill) = try EventPayload(decoding: &reader) else {
      throw reader.invalid("fill")
    }
    self.fill = fill
    fee = try Money(decoding: &reader)
    realised = try Money(decoding: &reader)
    decidedAt = try Timestamp(decoding: &reader)
    decisionBid = try reader.optional(Price.self)
    decisionAsk = try reader.optional(Price.self)
    let code = try reader.byte()
    cause = FillCause(rawValue: code)
    guard code == 0 || cause != nil else { throw reader.invalid("cause") }
    because = TapeSequence(try reader.word())
  }
}

extension RecordedMark: Persistable {
  /// Writes every field.
  public func encode(into writer: inout ByteWriter) {
    time.encode(into: &writer)
    writer.append(seat)
    writer.append(equity)
    position.encode(into: &writer)
    writer.append(bid)
    writer.append(ask)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    time = try Timestamp(decoding: &reader)
    seat = try reader.index()
    equity = try reader.optional(Money.self)
    position = try SignedQuantity(decoding: &reader)
    bid = try reader.optional(Price.self)
    ask = try reader.optional(Price.self)
  }
}
