public import Core

extension OrderState: Persistable {
  /// Writes the phase's code, then the data of that state.
  public func encode(into writer: inout ByteWriter) {
    writer.append(phase.rawValue)
    switch self {
    case .new, .pending, .partiallyFilled, .filled: break
    case .cancelled(let reason): writer.append(reason.rawValue)
    case .rejected(let cause): writer.append(cause)
    case .expired(let reason): writer.append(reason.rawValue)
    case .pendingCancel(let asked):
      writer.append(asked.reason.rawValue)
      writer.append(asked.standing.rawValue)
      writer.append(asked.replacement)
    case .pendingReplace(let asked):
      writer.append(asked.replacement)
      writer.append(asked.standing.rawValue)
    }
  }

  /// Reads a state that this version knows.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    switch try reader.code(OrderPhase.self, "order phase") {
    case .new: self = .new
    case .pending: self = .pending
    case .partiallyFilled: self = .partiallyFilled
    case .filled: self = .filled
    case .cancelled: self = .cancelled(try reader.code(CancelReason.self, "cancel reason"))
    case .rejected: self = .rejected(try RefusalCause(decoding: &reader))
    case .expired: self = .expired(try reader.code(ExpireReason.self, "expire reason"))
    case .pendingCancel:
      let reason = try reader.code(CancelReason.self, "cancel reason")
      let standing = try reader.code(Standing.self, "standing")
      let replacement = try reader.optional(Replacement.self)
      self = .pendingCancel(
        PendingCancel(reason: reason, standing: standing, replacement: replacement))
    case .pendingReplace:
      let replacement = try Replacement(decoding: &reader)
      let standing = try reader.code(Standing.self, "standing")
      self = .pendingReplace(PendingReplace(replacement: replacement, standing: standing))
    }
  }
}

extension RefusalCause: Persistable {
  /// Writes who said no, then the reason's code.
  public func encode(into writer: inout ByteWriter) {
    switch self {
    case .refused(let reason):
      writer.append(false)
      writer.append(reason.rawValue)
    case .dropped(let reason):
      writer.append(true)
      writer.append(reason.rawValue)
    }
  }

  /// Reads a reason that this version knows.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    self =
      try reader.flag()
      ? .dropped(try reader.code(DropReason.self, "drop reason"))
      : .refused(try reader.code(RejectReason.self, "reject reason"))
  }
}

extension Replacement: Persistable {
  /// Writes price and quantity.
  public func encode(into writer: inout ByteWriter) {
    writer.append(price)
    writer.append(quantity)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    price = try Price(decoding: &reader)
    quantity = try Quantity(decoding: &reader)
  }
}

extension ByteReader {
  /// The next byte as one of a few codes.
  mutating func code<Code: RawRepresentable<UInt8>>(
    _ type: Code.Type, _ field: String
  ) throws(StateDecodingError) -> Code {
    guard let code = Code(rawValue: try byte()) else { throw invalid(field) }
    return code
  }
}
