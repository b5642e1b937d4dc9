internal import Core

/// One run of a sender, two channels, a node and its disk, and everything that goes wrong in it.
public struct DeliveryPlan: Sendable, Equatable {
  /// Draws inputs, latencies and fates.
  public var seed: UInt64
  /// How many inputs are to be delivered.
  public var inputCount = 240
  /// Faults of messages to the node, and of its acknowledgements.
  public var requests = ChannelFaults()
  /// See `requests`.
  public var acknowledgements = ChannelFaults()
  /// When the disk is slow.
  public var spikes: [LatencySpike] = []
  /// The sender's clock, by which it sends again.
  public var clock = SkewedClock()
  /// Behind which requests to the disk the node is stopped, oldest first.
  public var kills: [StorageMoment] = []
  /// What becomes of what was not synced; drawn where it is nil.
  public var fate: CrashFate?

  /// Nothing goes wrong.
  public init(seed: UInt64) { self.seed = seed }

  /// The profile of a campaign: which faults a phase draws, one phase after the other, then again.
  public enum Phase: String, Sendable, CaseIterable {
    case calm, loss, duplicates, reordering, stalls, slowDisk, skew, kills, everything
    /// Each fault is there or not, as the seed draws it.
    case swarm
  }

  /// A plan whose faults are drawn, those of one phase only.
  public init(seed: UInt64, phase: Phase) {
    self.init(seed: seed)
    var random = RandomStream(masterSeed: seed, name: "swarm")
    func has(_ one: Phase) -> Bool {
      phase == one || phase == .everything || phase == .swarm && random.bounded(2) == 1
    }
    var channel = ChannelFaults()
    if has(.loss) { channel.drop = .perMille(1 + random.bounded(100)) }
    if has(.duplicates) { channel.duplicate = .perMille(1 + random.bounded(150)) }
    if has(.reordering) { channel.reorder = .perMille(1 + random.bounded(150)) }
    if has(.stalls) { channel.stall = .perMille(1 + random.bounded(30)) }
    (requests, acknowledgements) = (channel, channel)
    if has(.slowDisk) {
      for _ in 0...random.bounded(3) {
        let start = Timestamp.zero.advanced(by: Nanoseconds(Int64(random.bounded(40_000_000))))
        spikes.append(
          LatencySpike(at: start, for: Nanoseconds(Int64(random.bounded(200_000_000)))))
      }
    }
    if has(.skew) {
      clock = SkewedClock(skew: Int64(random.bounded(400_000)) - 200_000)
      let moment = Timestamp.zero.advanced(by: Nanoseconds(Int64(random.bounded(30_000_000))))
      clock.step = (moment, Nanoseconds(Int64(random.bounded(60_000_000)) - 30_000_000))
    }
    if has(.kills) {
      for _ in 0...random.bounded(3) {
        kills.append(StorageMoment(.any, Int(1 + random.bounded(80))))
      }
    }
  }
}
