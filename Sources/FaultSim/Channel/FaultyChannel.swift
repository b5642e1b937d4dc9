internal import Core

/// One direction between a sender and a node: says when a message arrives, and how often.
struct FaultyChannel {
  private let faults: ChannelFaults
  private let latency = Nanoseconds(50_000)
  private let overtaking = Nanoseconds(400_000)
  private var random: RandomStream
  /// No message that is not held up arrives before this.
  private var free = Timestamp.zero
  private(set) var sent: UInt64 = 0
  private(set) var struck = Struck()

  /// How often each fault came.
  struct Struck: Sendable, Equatable {
    var dropped: UInt64 = 0
    var duplicated: UInt64 = 0
    var reordered: UInt64 = 0
    var stalled: UInt64 = 0
  }

  init(_ faults: ChannelFaults, seed: UInt64, name: String) {
    self.faults = faults
    random = RandomStream(masterSeed: seed, name: name)
  }

  /// When a message that is sent now arrives: never, once, or twice.
  mutating func arrivals(at now: Timestamp) -> [Timestamp] {
    sent += 1
    // All four are drawn for every message, so that no rate moves another's draws.
    let isDropped = faults.drop.strikes(sent, &random)
    let isDoubled = faults.duplicate.strikes(sent, &random)
    let isHeldUp = faults.reorder.strikes(sent, &random)
    let isStalled = faults.stall.strikes(sent, &random)
    let jitter = Nanoseconds(Int64(random.bounded(20_000)))
    var arrival = max(free, now.advanced(by: latency).advanced(by: jitter))
    if isStalled {
      struck.stalled += 1
      arrival = arrival.advanced(by: faults.delay)
    }
    if isDropped {
      struck.dropped += 1
      return []
    }
    if isHeldUp {
      struck.reordered += 1
      arrival = arrival.advanced(by: overtaking)
    } else {
      free = arrival
    }
    guard isDoubled else { return [arrival] }
    struck.duplicated += 1
    return [arrival, arrival.advanced(by: overtaking)]
  }
}
