public import Core

/// A market's tape in memory, with what a report names it by: what many runs share.
public struct MarketTape: Sendable {
  /// How reports name it.
  public let name: String
  /// What the tape says of itself.
  public let header: TapeHeader
  /// Its events.
  public let events: [Event]
  /// Its trace hash.
  public let hash: UInt64

  /// Takes every field.
  public init(name: String, header: TapeHeader, events: [Event], hash: UInt64) {
    self.name = name
    self.header = header
    self.events = events
    self.hash = hash
  }

  /// Runs a plan from the first event to the last.
  public func report(_ plan: BacktestPlan) throws(PlanError) -> BacktestReport {
    var session = try plan.session(on: header)
    session.append(events)
    session.completeTape()
    session.advance()
    let identity = RunIdentity(
      market: name, seed: plan.seed, marketHash: hash, marketEvents: UInt64(events.count),
      settings: plan.settings)
    return BacktestReport(session, identity: identity)
  }
}
