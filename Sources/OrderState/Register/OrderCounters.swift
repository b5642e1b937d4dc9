public import Core

/// What a register has seen, counted.
///
/// Counts wrap beyond 2⁶⁴, which only a forged saved state reaches.
public struct OrderCounters: Sendable, Equatable {
  /// Orders that the tape brought, each id once.
  public internal(set) var submitted: UInt64 = 0
  /// Orders whose life ended filled, late fills that completed them included.
  public internal(set) var filled: UInt64 = 0
  /// Orders that stand cancelled.
  public internal(set) var cancelled: UInt64 = 0
  /// Orders that were never taken in.
  public internal(set) var rejected: UInt64 = 0
  /// Orders that stand expired.
  public internal(set) var expired: UInt64 = 0
  /// Fills, each side of a trade by itself.
  public internal(set) var fills: UInt64 = 0
  /// Fills that came after their order was cancelled or had expired.
  public internal(set) var lateFills: UInt64 = 0
  /// New orders under an id that the tape had brought before.
  public internal(set) var reusedIDs: UInt64 = 0
  /// Cancels and amends that could concern no order: unknown, over, another party's, or immediate.
  public internal(set) var futileRequests: UInt64 = 0
  /// Refusals and drops that touched no order, most of them answers to futile requests.
  public internal(set) var idleRefusals: UInt64 = 0
  private var violations: [UInt64] = Array(
    repeating: 0, count: LifecycleViolation.Kind.allCases.count)

  /// Nothing seen.
  public init() {}

  /// How many violations of one kind were found.
  public func violations(of kind: LifecycleViolation.Kind) -> UInt64 {
    violations[Int(kind.rawValue)]
  }

  /// How many violations were found.
  public var violationCount: UInt64 { violations.reduce(0, &+) }

  mutating func count(_ kind: LifecycleViolation.Kind) { violations[Int(kind.rawValue)] &+= 1 }

  /// An order's life has moved from one state to another.
  mutating func countMove(from old: OrderPhase, to new: OrderPhase) {
    guard old != new else { return }
    tally(old) { $0 &-= 1 }
    tally(new) { $0 &+= 1 }
  }

  private mutating func tally(_ phase: OrderPhase, _ change: (inout UInt64) -> Void) {
    switch phase {
    case .filled: change(&filled)
    case .cancelled: change(&cancelled)
    case .rejected: change(&rejected)
    case .expired: change(&expired)
    case .new, .pending, .partiallyFilled, .pendingCancel, .pendingReplace: break
    }
  }
}

extension OrderCounters: Persistable {
  /// Writes every count.
  public func encode(into writer: inout ByteWriter) {
    for count in [
      submitted, filled, cancelled, rejected, expired, fills, lateFills, reusedIDs, futileRequests,
      idleRefusals,
    ] + violations {
      writer.append(count)
    }
  }

  /// Reads them back; that they tell of as many orders as there are is the register's check.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    submitted = try reader.word()
    filled = try reader.word()
    cancelled = try reader.word()
    rejected = try reader.word()
    expired = try reader.word()
    fills = try reader.word()
    lateFills = try reader.word()
    reusedIDs = try reader.word()
    futileRequests = try reader.word()
    idleRefusals = try reader.word()
    for index in violations.indices { violations[index] = try reader.word() }
  }
}
