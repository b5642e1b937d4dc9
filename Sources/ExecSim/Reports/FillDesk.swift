internal import Core
internal import OrderState

/// Writes the venue's reports of one moment: each is tried on the order's lifecycle first and sent
/// only if that allows it.
struct FillDesk {
  var moment: VenueMoment
  var outbox: Outbox

  /// An order trades; false where its life does not allow that, which is a fault of the venue.
  mutating func fill(
    _ life: inout OrderLifecycle, _ quantity: Int64, at price: Price, _ liquidity: Liquidity,
    _ cause: FillCause
  ) -> Bool {
    guard let quantity = Quantity(rawValue: quantity) else { return contradict() }
    let number = life.fillCount + 1
    let part = OrderFill(quantity: quantity, number: number, liquidity: liquidity)
    guard move(&life, .filled(part)) else { return false }
    let fill = Fill(
      id: life.id, owner: life.owner, side: life.order.side, price: price, quantity: quantity,
      remaining: life.remaining, number: number, trade: outbox.nextTrade(), liquidity: liquidity)
    outbox.put(.fill(fill), cause, of: moment)
    return true
  }

  /// An order is taken in.
  mutating func accept(_ life: inout OrderLifecycle) -> Bool {
    guard move(&life, .accepted) else { return false }
    outbox.put(.accepted(Accepted(id: life.id, owner: life.owner)), of: moment)
    return true
  }

  /// What is left of an order ends by a rule of its own.
  mutating func expire(_ life: inout OrderLifecycle, _ reason: ExpireReason) {
    guard move(&life, .expired(reason)) else { return }
    let report = Expired(
      id: life.id, owner: life.owner, remaining: life.remaining, reason: reason)
    outbox.put(.expired(report), of: moment)
  }

  /// An order leaves because its owner asked.
  mutating func cancel(_ life: OrderLifecycle, _ reason: CancelReason) {
    var life = life
    guard move(&life, .cancelRequested(reason)), move(&life, .cancelled(reason)) else { return }
    let report = Cancelled(
      id: life.id, owner: life.owner, remaining: life.remaining, reason: reason)
    outbox.put(.cancelled(report), of: moment)
  }

  /// An order has other terms.
  mutating func amend(
    _ life: inout OrderLifecycle, price: Price, quantity: Quantity, keepsPriority: Bool
  ) -> Bool {
    let terms = Replacement(price: price, quantity: quantity)
    guard move(&life, .replaceRequested(terms)), move(&life, .replaced(terms)) else {
      return false
    }
    let report = Amended(
      id: life.id, owner: life.owner, price: price, quantity: quantity,
      remaining: life.remaining, keepsPriority: keepsPriority)
    outbox.put(.amended(report), of: moment)
    return true
  }

  /// A request comes to nothing.
  mutating func reject(
    _ id: OrderID, _ owner: PartyID, _ request: RequestKind, _ reason: RejectReason
  ) {
    let report = Reject(id: id, owner: owner, request: request, reason: reason)
    outbox.put(.reject(report), of: moment)
  }

  /// A request for an instrument that does not trade here; other events ask nothing.
  mutating func refuse(_ request: EventPayload, _ reason: RejectReason) {
    guard let id = request.orderID, let owner = request.owner, let kind = request.requestKind
    else { return }
    reject(id, owner, kind, reason)
  }

  private mutating func move(_ life: inout OrderLifecycle, _ event: OrderEvent) -> Bool {
    do { try life.apply(event) } catch { return contradict() }
    return true
  }

  private mutating func contradict() -> Bool {
    outbox.noteContradiction()
    return false
  }
}

extension FillDesk {
  /// Writes the moment and the reports on their way.
  func encode(into writer: inout ByteWriter) {
    moment.instrument.encode(into: &writer)
    moment.time.encode(into: &writer)
    writer.append(moment.because.rawValue)
    outbox.encode(into: &writer)
  }

  /// Reads them back.
  init(_ response: LatencyModel, decoding reader: inout ByteReader) throws(StateDecodingError) {
    moment = VenueMoment(
      instrument: try InstrumentID(decoding: &reader), time: try Timestamp(decoding: &reader),
      because: TapeSequence(try reader.word()))
    outbox = try Outbox(response, decoding: &reader)
  }
}
