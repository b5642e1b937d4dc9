public import Core

/// One stretch of the market's script: how busy it is, and what ends it.
public struct RegimePhase: Sendable, Equatable {
  /// Name on the tape, such as `calm`.
  public var name: String
  /// What ends the phase.
  public var end: End
  /// Ordinary order flow in thousandths of the configured rates, once a spike has decayed.
  public var flow: UInt64
  /// Order flow in thousandths at the start of the phase; at least `flow`.
  public var spike: UInt64
  /// Time in which the excess of the spike over the flow halves.
  public var halfLife: Nanoseconds
  /// Activity of the cancel-storm bots in thousandths of their rate; zero keeps them silent.
  public var storm: UInt64

  /// What ends a phase: time, or a threshold counted from the start of the phase.
  public enum End: Sendable, Equatable {
    /// After this long; less than a millisecond counts as one.
    case after(Nanoseconds)
    /// After so many new orders reached the venue.
    case orders(UInt64)
    /// After so many trades.
    case trades(UInt64)
  }

  /// A phase with ordinary flow, no spike and no storm unless said otherwise.
  public init(
    name: String, end: End, flow: UInt64 = 1000, spike: UInt64? = nil,
    halfLife: Nanoseconds = .second, storm: UInt64 = 0
  ) {
    self.name = name
    self.end = end
    self.flow = flow
    self.spike = max(spike ?? flow, flow)
    self.halfLife = halfLife
    self.storm = storm
  }

  /// Least time that ends a phase: every agent is paced anew at every phase, so that shorter ones
  /// would be all that happens.
  static let shortest = Nanoseconds.millisecond

  /// Order flow in thousandths after `elapsed`: the excess halves every half-life, straight lines
  /// between, integers throughout.
  public func flow(after elapsed: Nanoseconds) -> UInt64 {
    guard spike > flow, halfLife.count > 0, elapsed.count >= 0 else { return flow }
    return flow + Halving.rest(of: spike - flow, after: elapsed, halfLife: halfLife)
  }
}
