public import Core

/// What the risk gate decided, counted, and how it left the kill switch.
public struct RiskTally: Sendable, Equatable {
  /// Why and since when the kill switch is latched behind the last event; nil where it is open.
  public private(set) var kill: Latch?

  private var verdicts = [UInt64](repeating: 0, count: RiskVerdict.allCases.count + 1)
  private var reasons = [UInt64](repeating: 0, count: RiskReason.allCases.count + 1)

  /// A kill switch that was tripped.
  public struct Latch: BitwiseCopyable, Sendable, Equatable {
    /// What tripped it.
    public let reason: RiskReason
    /// When.
    public let time: Timestamp
  }

  /// Nothing decided, the switch open.
  init() {}

  /// Counts one decision.
  mutating func add(_ decision: RiskDecision, at time: Timestamp) {
    verdicts[Int(decision.verdict.rawValue)] += 1
    switch decision.verdict {
    case .denied: reasons[Int(decision.reason.rawValue)] += 1
    case .tripped: kill = Latch(reason: decision.reason, time: time)
    case .reset: kill = nil
    case .reloaded: break
    }
  }

  /// How many decisions with a verdict.
  public func count(_ verdict: RiskVerdict) -> UInt64 { verdicts[Int(verdict.rawValue)] }

  /// How many denials for a reason.
  public func count(_ reason: RiskReason) -> UInt64 { reasons[Int(reason.rawValue)] }
}
