/// What the risk gate decided, with the rule, its limit and what was seen instead.
///
/// A denied request never reaches a venue: this event is all that the tape has of it.
public struct RiskDecision: BitwiseCopyable, Sendable, Equatable {
  /// What was decided.
  public var verdict: RiskVerdict
  /// Number of the order, where the decision is about one.
  public var id: OrderID?
  /// Whose request or loss it is; the venue's number where it is the whole account's.
  public var owner: PartyID
  /// What was asked, where the decision is about a request.
  public var request: RequestKind?
  /// The rule.
  public var reason: RiskReason
  /// What the rule allows, a magnitude in the unit that `reason` names.
  public var limit: UInt64
  /// What the request would have come to, in the same unit.
  public var observed: UInt64

  /// Takes every field.
  @inlinable public init(
    verdict: RiskVerdict, id: OrderID? = nil, owner: PartyID, request: RequestKind? = nil,
    reason: RiskReason, limit: UInt64, observed: UInt64
  ) {
    self.verdict = verdict
    self.id = id
    self.owner = owner
    self.request = request
    self.reason = reason
    self.limit = limit
    self.observed = observed
  }
}

extension RiskDecision: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.token("verdict", verdict)
    writer.presence(id != nil)
    if let id { writer.number("id", id.rawValue) }
    writer.owner(owner)
    writer.presence(request != nil)
    if let request { writer.token("of", request) }
    writer.token("reason", reason)
    writer.number("limit", limit)
    writer.number("observed", observed)
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    verdict = try reader.token("verdict")
    id = nil
    if try reader.presence("id") { id = OrderID(try reader.number("id")) }
    owner = try reader.owner()
    request = nil
    if try reader.presence("of") { request = try reader.token("of") }
    reason = try reader.token("reason")
    limit = try reader.number("limit")
    observed = try reader.number("observed")
  }
}

/// What a risk decision does.
public enum RiskVerdict: UInt8, TapeToken {
  /// The request goes nowhere.
  case denied = 1
  /// The kill switch is latched from here on.
  case tripped = 2
  /// The kill switch is open again, by an operator's command.
  case reset = 3
  /// Other limits are in force from here on: `limit` and `observed` are the old and the new hash.
  case reloaded = 4

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .riskVerdict }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .denied: "denied"
    case .tripped: "tripped"
    case .reset: "reset"
    case .reloaded: "reloaded"
    }
  }
}
