public import Core

/// What the lives of a harness came to.
public struct CrashReport: Sendable, Equatable {
  /// How often a log was brought back.
  public internal(set) var recoveries = 0
  /// Of those, logs that ended with a torn tail, which was cut.
  public internal(set) var tornTails = 0
  /// Of those, logs that ended with a seal.
  public internal(set) var sealedEnds = 0
  /// Logs that were refused as damaged, where damage had been done.
  public internal(set) var refusals = 0
  /// Logs with rot in their last, unsealed batch, which looks like a torn tail.
  public internal(set) var lastBatchesLost = 0
  /// Logs that were refused after the disk had lied about syncs.
  public internal(set) var liesNoticed = 0
  /// Logs that came back shorter than what was acknowledged after the disk had lied: nothing in the
  /// file can show that.
  public internal(set) var liesBelieved = 0
  /// Snapshots that could not be read and were passed over.
  public internal(set) var unreadableSnapshots = 0
  /// Logs brought back once more from an older snapshot.
  public internal(set) var olderSnapshots = 0
  /// Runs of a sender over faulty channels.
  public internal(set) var deliveries = 0
  /// Messages that were dropped, doubled, overtaken or held up in them.
  public internal(set) var messagesStruck: UInt64 = 0
  /// How often a sender sent again because it had waited long enough.
  public internal(set) var timeouts: UInt64 = 0
  /// Folds the state that each recovery brought back: two campaigns that share it did the same.
  public internal(set) var trace = TraceHash()
  /// Broken promises, each with what replays it; only the first few are kept.
  public private(set) var violations: [String] = []
  /// How many there were.
  public private(set) var violationCount = 0

  /// Nothing happened yet.
  public init() {}

  mutating func note(violation: String) {
    violationCount += 1
    if violations.count < 16 { violations.append(violation) }
  }

  /// Adds a delivery.
  mutating func add(_ delivery: DeliveryReport) {
    deliveries += 1
    recoveries += delivery.recoveries
    messagesStruck +=
      delivery.dropped + delivery.duplicated + delivery.reordered + delivery.stalled
    timeouts += delivery.timeouts
    trace.fold(delivery.trace.value)
    for violation in delivery.violations { note(violation: violation) }
  }

  /// Adds another harness's figures.
  public mutating func add(_ other: CrashReport) {
    recoveries += other.recoveries
    tornTails += other.tornTails
    sealedEnds += other.sealedEnds
    refusals += other.refusals
    lastBatchesLost += other.lastBatchesLost
    liesNoticed += other.liesNoticed
    liesBelieved += other.liesBelieved
    unreadableSnapshots += other.unreadableSnapshots
    olderSnapshots += other.olderSnapshots
    deliveries += other.deliveries
    messagesStruck += other.messagesStruck
    timeouts += other.timeouts
    trace.fold(other.trace.value)
    violationCount += other.violationCount
    violations.append(contentsOf: other.violations.prefix(16 - min(16, violations.count)))
  }
}
