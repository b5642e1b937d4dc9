public import Core

extension OrderLifecycle {
  /// Whether state and figures agree: what every sequence of legal events guarantees, and what
  /// restored bytes are held to (INV-ORDER-1).
  public var isConsistent: Bool {
    guard filled <= quantity, lateFillCount <= fillCount, (filled == .zero) == (fillCount == 0),
      fillCount <= UInt64(filled.rawValue)
    else { return false }
    switch state {
    case .filled: return filled == quantity && filled > .zero
    case .rejected: return filled == .zero
    case .cancelled, .expired: return filled < quantity
    case .new, .pending, .partiallyFilled, .pendingCancel, .pendingReplace:
      return lateFillCount == 0 && agreesWithStanding
    }
  }

  private var agreesWithStanding: Bool {
    switch standing {
    case .new: filled == .zero
    case .pending: filled == .zero && quantity > .zero
    case .partiallyFilled: filled > .zero && filled < quantity
    case nil: false
    }
  }
}

extension OrderLifecycle: Persistable {
  /// Writes terms, state and figures.
  public func encode(into writer: inout ByteWriter) {
    EventPayload.newOrder(order).encode(into: &writer)
    writer.append(state)
    writer.append(filled)
    writer.append(fillCount)
    writer.append(lateFillCount)
    writer.append(conditions.rawValue)
  }

  /// Reads them back; figures that contradict the state are refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard case .newOrder(let order) = try EventPayload(decoding: &reader) else {
      throw reader.invalid("order")
    }
    let state = try OrderState(decoding: &reader)
    let filled = try Quantity(decoding: &reader)
    let (fillCount, lateFillCount) = (try reader.word(), try reader.word())
    let conditions = OrderConditions(rawValue: try reader.byte())
    guard conditions.isSubset(of: .all) else { throw reader.invalid("order conditions") }
    guard
      var restored = OrderLifecycle(
        restoring: order, state: state, filled: filled, fillCount: fillCount,
        lateFillCount: lateFillCount)
    else { throw reader.invalid("order state") }
    restored.conditions = conditions
    self = restored
  }
}
