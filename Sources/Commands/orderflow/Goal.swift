import Core
import OrderFlowSim

/// Where a run ends, and how far it is: counted in events when their number is limited, in event
/// time otherwise. What a resumed run began with is not counted.
struct Goal {
  /// What is counted.
  let unit: String
  /// How many of them the run makes; fewer events when the duration comes first.
  let total: Int64
  private let countsEvents: Bool
  private let start: Int64
  private var events: UInt64

  init(_ simulator: Simulator) {
    let limit = simulator.configuration.eventLimit
    countsEvents = limit > 0
    unit = countsEvents ? "events" : "ms of market"
    let end =
      countsEvents ? Int64(clamping: limit) : simulator.configuration.duration.count / 1_000_000
    events = simulator.eventCount
    start = Self.position(events, simulator.now, countsEvents)
    total = max(0, end - start)
  }

  /// How many are behind us when so many more events are, and nothing before `time` is left to do.
  mutating func done(_ newEvents: Int, at time: Timestamp) -> Int64 {
    events += UInt64(newEvents)
    return min(total, Self.position(events, time, countsEvents) - start)
  }

  private static func position(
    _ events: UInt64, _ time: Timestamp, _ countsEvents: Bool
  ) -> Int64 {
    countsEvents ? Int64(clamping: events) : time.nanoseconds / 1_000_000
  }
}
