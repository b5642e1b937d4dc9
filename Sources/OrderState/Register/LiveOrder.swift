internal import Core

/// An order that is not over, with the messages about it that still wait for their turn.
struct LiveOrder: Sendable, Equatable {
  var lifecycle: OrderLifecycle
  var instrument: InstrumentID?
  /// Unanswered new orders under the same id by the same owner: copies of the message, mostly.
  var copies: [NewOrder] = []
  /// Cancels behind the one that the state shows.
  var waitingCancels: [CancelReason] = []
  /// Replacements behind the one that the state shows.
  var waitingReplacements: [Replacement] = []

  init(_ order: NewOrder, instrument: InstrumentID?) {
    lifecycle = OrderLifecycle(order)
    self.instrument = instrument
  }

  /// Keeps a request behind the one of its kind that the state shows.
  mutating func wait(_ request: OrderEvent) {
    switch request {
    case .cancelRequested(let reason): waitingCancels.append(reason)
    case .replaceRequested(let replacement): waitingReplacements.append(replacement)
    case .accepted, .filled, .cancelled, .cancelRejected, .replaced, .replaceRejected, .rejected,
      .expired:
      break
    }
  }

  /// A cancel or an amend came to nothing; false where none was awaited.
  ///
  /// A dropped duplicate is the last copy of a request, never the one that the state shows.
  mutating func refuse(_ request: RequestKind, _ cause: RefusalCause) -> Bool {
    let isCancel = request == .cancel
    if cause == .dropped(.duplicate) {
      return isCancel
        ? waitingCancels.popLast() != nil : waitingReplacements.popLast() != nil
    }
    guard shows(isCancel ? .cancelRejected(cause) : .replaceRejected(cause)) else { return false }
    showWaiting()
    return true
  }

  /// Lets the next waiting request of each kind show, once nothing of its kind does.
  mutating func showWaiting() {
    if let reason = waitingCancels.first, shows(.cancelRequested(reason)) {
      waitingCancels.removeFirst()
    }
    if let replacement = waitingReplacements.first, shows(.replaceRequested(replacement)) {
      waitingReplacements.removeFirst()
    }
  }

  /// Applies an event if the order's state allows it.
  private mutating func shows(_ event: OrderEvent) -> Bool {
    do { try lifecycle.apply(event) } catch { return false }
    return true
  }
}

extension LiveOrder: Persistable {
  func encode(into writer: inout ByteWriter) {
    writer.append(lifecycle)
    writer.append(instrument)
    writer.append(copies.count)
    for copy in copies { EventPayload.newOrder(copy).encode(into: &writer) }
    writer.append(waitingCancels.count)
    for reason in waitingCancels { writer.append(reason.rawValue) }
    writer.append(waitingReplacements)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    lifecycle = try OrderLifecycle(decoding: &reader)
    guard !lifecycle.state.isFinal else { throw reader.invalid("live order") }
    instrument = try reader.optional(InstrumentID.self)
    for _ in 0..<(try reader.count()) {
      guard case .newOrder(let copy) = try EventPayload(decoding: &reader) else {
        throw reader.invalid("copy of an order")
      }
      copies.append(copy)
    }
    for _ in 0..<(try reader.count()) {
      waitingCancels.append(try reader.code(CancelReason.self, "cancel reason"))
    }
    waitingReplacements = try reader.array(of: Replacement.self)
  }
}
