public import Core

extension StrategyDesk: Persistable {
  /// Writes everything: what was asked for and is not taken yet, too.
  public func encode(into writer: inout ByteWriter) {
    party.encode(into: &writer)
    now.encode(into: &writer)
    writer.append(positions)
    writer.append(orders)
    writer.append(requests)
    writer.append(orderCount)
  }

  /// Reads a desk back; orders that it cannot have sent are refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(party: try PartyID(decoding: &reader), instrumentCount: 0)
    now = try Timestamp(decoding: &reader)
    positions = try reader.array(of: SignedQuantity.self)
    orders = try reader.array(of: WorkingOrder.self)
    requests = try reader.array(of: StrategyRequest.self)
    orderCount = try reader.word()
    guard orderCount < 1 << 48 else { throw reader.invalid("order count") }
    let first = Self.firstID(of: party)
    var last = first
    for order in orders {
      guard order.id.rawValue > last, order.id.rawValue <= first | orderCount,
        positions.indices.contains(Int(order.instrument.rawValue) - 1)
      else { throw reader.invalid("working order") }
      last = order.id.rawValue
    }
    for case .order(_, let request) in requests where request.owner != party {
      throw reader.invalid("request")
    }
  }
}

extension WorkingOrder: Persistable {
  /// Writes every field.
  public func encode(into writer: inout ByteWriter) {
    id.encode(into: &writer)
    instrument.encode(into: &writer)
    writer.append(side.rawValue)
    writer.append(price)
    filled.encode(into: &writer)
    remaining.encode(into: &writer)
    writer.append(requestedTotal)
    writer.append(isAccepted)
    writer.append(isCancelling)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let (id, instrument) = (try OrderID(decoding: &reader), try InstrumentID(decoding: &reader))
    guard let side = Side(rawValue: try reader.byte()) else { throw reader.invalid("side") }
    let (price, filled) = (try reader.optional(Price.self), try Quantity(decoding: &reader))
    self.init(
      id: id, instrument: instrument, side: side, price: price,
      remaining: try Quantity(decoding: &reader))
    self.filled = filled
    requestedTotal = try reader.optional(Quantity.self)
    isAccepted = try reader.flag()
    isCancelling = try reader.flag()
  }
}

extension StrategyRequest: Persistable {
  /// Writes the kind and what it asks for.
  public func encode(into writer: inout ByteWriter) {
    switch self {
    case .order(let instrument, let request):
      writer.append(false)
      instrument.encode(into: &writer)
      request.encode(into: &writer)
    case .timer(let timer, let time):
      writer.append(true)
      writer.append(timer)
      time.encode(into: &writer)
    }
  }

  /// Reads them back; an event that is no request is refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    if try reader.flag() {
      self = .timer(try reader.word(), at: try Timestamp(decoding: &reader))
      return
    }
    let instrument = try InstrumentID(decoding: &reader)
    let request = try EventPayload(decoding: &reader)
    guard request.requestKind != nil else { throw reader.invalid("request") }
    self = .order(instrument, request)
  }
}
