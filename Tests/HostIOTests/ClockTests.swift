import HostIO
import Testing

@Suite struct ClockTests {
  @Test func `the monotonic clock never goes back`() {
    var last = HostClock.monotonicNanos
    for _ in 0..<1_000 {
      let now = HostClock.monotonicNanos
      #expect(now >= last)
      last = now
    }
    // Later than this was written, earlier than Int64 ends.
    #expect(HostClock.wallNanos > 1_750_000_000_000_000_000)
  }

  @Test func `a wait ends at its moment or later, and a past moment at once`() {
    let due = HostClock.monotonicNanos + 2_000_000
    #expect(HostClock.sleep(untilMonotonicNanos: due))
    #expect(HostClock.monotonicNanos >= due)
    #expect(HostClock.sleep(untilMonotonicNanos: 0))
  }

  struct Pace: Sendable {
    let event: Int64
    let now: Int64
    let due: Int64?

    init(_ event: Int64, _ now: Int64, _ due: Int64?) {
      self.event = event
      self.now = now
      self.due = due
    }
  }

  @Test(
    arguments: [
      // The first event fixes the relation: event 1000 is machine 50.
      (.times(1), [Pace(1_000, 50, nil), Pace(1_100, 60, 150), Pace(1_100, 150, nil)]),
      // Time lost between two events is not added to later ones.
      (.times(1), [Pace(0, 0, nil), Pace(10, 500, nil), Pace(600, 501, 600)]),
      (.times(10), [Pace(1_000, 0, nil), Pace(2_000, 0, 100), Pace(900, 0, nil)]),
      (.times(0.5), [Pace(0, 0, nil), Pace(10, 0, 20)]),
      (.times(0.5), [Pace(Int64.min, 7, nil), Pace(Int64.max, 8, nil)]),
      (
        .times(0.000_001), [Pace(0, Int64.max - 9, nil), Pace(Int64.max, Int64.max - 8, Int64.max)]
      ),
      (.max, [Pace(0, 0, nil), Pace(1 << 60, 0, nil)]),
    ] as [(PlaybackSpeed, [Pace])])
  func `an event is due at its distance from the first, by the speed`(
    _ speed: PlaybackSpeed, _ paces: [Pace]
  ) {
    var pacer = Pacer(speed: speed)
    for pace in paces {
      #expect(pacer.due(eventNanos: pace.event, nowNanos: pace.now) == pace.due)
    }
  }

  @Test func `output is flushed before a wait, and only then`() throws {
    var pacer = Pacer(speed: .times(1))
    var flushes = 0
    for event in [0, 0, 2_000_000, 1_000_000] as [Int64] {
      #expect(pacer.wait(forEventNanos: event) { flushes += 1 })
    }
    #expect(flushes == 1)
    #expect(throws: BadInput.self) {
      try pacer.wait(forEventNanos: 60_000_000_000) { () throws(BadInput) in
        throw BadInput("flush failed")
      }
    }
  }

  @Test func `process figures grow with the work`() {
    let before = ProcessFigures.now()
    let block = [UInt8](repeating: 1, count: 32 << 20)
    let after = ProcessFigures.now()
    #expect(block.last == 1)
    #expect(before.residentBytes > 1 << 20)
    #expect(after.residentBytes >= before.residentBytes + (16 << 20))
    #expect(after.peakResidentBytes >= after.residentBytes)
    #expect(after.processorSeconds > before.processorSeconds)
  }
}
