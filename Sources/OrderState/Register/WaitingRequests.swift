internal import Core

/// Messages about a live order that wait for their turn.
struct WaitingRequests: Sendable, Equatable {
  /// Unanswered new orders under the same id by the same owner: copies of the message, mostly.
  var copies: [NewOrder] = []
  /// Cancels behind the one that the state shows.
  private var cancels: [CancelReason] = []
  /// Replacements behind the one that the state shows.
  private var replacements: [Replacement] = []

  var isEmpty: Bool { copies.isEmpty && cancels.isEmpty && replacements.isEmpty }

  /// Keeps a request behind the one of its kind that the state shows.
  mutating func wait(_ request: OrderEvent) {
    switch request {
    case .cancelRequested(let reason): cancels.append(reason)
    case .replaceRequested(let replacement): replacements.append(replacement)
    case .accepted, .filled, .cancelled, .cancelRejected, .replaced, .replaceRejected, .rejected,
      .expired:
      break
    }
  }

  /// A cancel or an amend came to nothing; false where none was awaited.
  ///
  /// A dropped duplicate is the last copy of a request, never the one that the state shows.
  mutating func refuse(
    _ request: RequestKind, _ cause: RefusalCause, in lifecycle: inout OrderLifecycle
  ) -> Bool {
    let isCancel = request == .cancel
    if cause == .dropped(.duplicate) {
      return isCancel ? cancels.popLast() != nil : replacements.popLast() != nil
    }
    guard lifecycle.shows(isCancel ? .cancelRejected(cause) : .replaceRejected(cause)) else {
      return false
    }
    showNext(in: &lifecycle)
    return true
  }

  /// Lets the next waiting request of each kind show, once nothing of its kind does.
  mutating func showNext(in lifecycle: inout OrderLifecycle) {
    if let reason = cancels.first, lifecycle.shows(.cancelRequested(reason)) {
      cancels.removeFirst()
    }
    if let replacement = replacements.first, lifecycle.shows(.replaceRequested(replacement)) {
      replacements.removeFirst()
    }
  }
}

extension OrderLifecycle {
  /// Applies an event if the order's state allows it.
  fileprivate mutating func shows(_ event: OrderEvent) -> Bool {
    do { try apply(event) } catch { return false }
    return true
  }
}

extension WaitingRequests: Persistable {
  func encode(into writer: inout ByteWriter) {
    writer.append(copies.count)
    for copy in copies { EventPayload.newOrder(copy).encode(into: &writer) }
    writer.append(cancels.count)
    for reason in cancels { writer.append(reason.rawValue) }
    writer.append(replacements)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    for _ in 0..<(try reader.count()) {
      guard case .newOrder(let copy) = try EventPayload(decoding: &reader) else {
        throw reader.invalid("copy of an order")
      }
      copies.append(copy)
    }
    for _ in 0..<(try reader.count()) {
      cancels.append(try reader.code(CancelReason.self, "cancel reason"))
    }
    replacements = try reader.array(of: Replacement.self)
  }
}
