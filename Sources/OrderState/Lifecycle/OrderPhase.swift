/// The states of an order without their data: for tables, counters and diagrams.
///
/// The raw value is the code in saved state; codes are never reused.
public enum OrderPhase: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  /// Sent; the venue has not answered.
  case new = 1
  /// The venue has it; nothing has traded.
  case pending = 2
  /// Some of it has traded.
  case partiallyFilled = 3
  /// All of it has traded.
  case filled = 4
  /// Taken out because its owner asked.
  case cancelled = 5
  /// Never taken in.
  case rejected = 6
  /// Ended by its own terms.
  case expired = 7
  /// A cancel waits for its answer.
  case pendingCancel = 8
  /// A replacement waits for its answer.
  case pendingReplace = 9

  /// Whether nothing of the order rests at the venue any more.
  public var isFinal: Bool {
    switch self {
    case .filled, .cancelled, .rejected, .expired: true
    case .new, .pending, .partiallyFilled, .pendingCancel, .pendingReplace: false
    }
  }

  /// How messages, diagrams and reports spell it.
  public var name: StaticString {
    switch self {
    case .new: "New"
    case .pending: "Pending"
    case .partiallyFilled: "PartiallyFilled"
    case .filled: "Filled"
    case .cancelled: "Cancelled"
    case .rejected: "Rejected"
    case .expired: "Expired"
    case .pendingCancel: "PendingCancel"
    case .pendingReplace: "PendingReplace"
    }
  }
}
