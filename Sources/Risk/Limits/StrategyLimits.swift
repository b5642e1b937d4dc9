public import Core

/// What one strategy may do within the account. A rule that is nil is off.
public struct StrategyLimits: Sendable, Equatable {
  /// Name of its party.
  public var name: String
  /// Most orders that it may have working.
  public var openOrders: OrderCount?
  /// Most exposure, all of its working orders taken as filled.
  public var budget: Money?
  /// Most new orders and amends in a time.
  public var throttle: Pace?
  /// Most denials in a time before the kill switch trips.
  public var denials: Pace?

  /// Every rule off.
  public init(name: String) { self.name = name }
}

/// A strategy's place at the gate.
public struct RiskSeat: Sendable, Equatable {
  /// Name of its party.
  public var name: String
  /// Number of its party.
  public var party: PartyID

  /// Takes both.
  public init(name: String, party: PartyID) {
    self.name = name
    self.party = party
  }
}
