import Core
import OrderFlowSim
import Samples
import Testing

@Suite struct SourceTrackerTests {
  @Test func `numbers are in order, behind a gap, late or heard before`() {
    let rows: [(number: UInt64, verdict: SourceTracker.Verdict)] = [
      (1, .inOrder),
      (2, .inOrder),
      (2, .duplicate),
      (5, .afterGap(SourceSequence(3...4))),
      (6, .inOrder),
      (4, .late),
      (4, .duplicate),
      (3, .late),
      (1, .duplicate),
      (8, .afterGap(SourceSequence(7...7))),
      (7, .late),
      (9, .inOrder),
    ]
    var tracker = SourceTracker()
    for (index, row) in rows.enumerated() {
      #expect(tracker.observe(row.number) == row.verdict, "row \(index + 1)")
    }
  }

  @Test func `of a wide gap the last 256 numbers are remembered, older ones count as heard`() {
    var tracker = SourceTracker()
    #expect(tracker.observe(1001) == .afterGap(SourceSequence(1...1000)))
    #expect(tracker.observe(744) == .duplicate)
    #expect(tracker.observe(745) == .late)
    #expect(tracker.observe(1000) == .late)
  }

  @Test func `INV-SIM-5: whatever the order of arrival, no number passes twice`() {
    var random = RandomStream(masterSeed: TestRun.seed, name: "tracker")
    for round in 0..<50 {
      var tracker = SourceTracker()
      var passed = Set<UInt64>()
      for _ in 0..<300 {
        let number = 1 + random.bounded(120)
        switch tracker.observe(number) {
        case .inOrder, .afterGap, .late:
          #expect(passed.insert(number).inserted, "SEED=\(TestRun.seed) round \(round)")
        case .duplicate:
          #expect(passed.contains(number), "SEED=\(TestRun.seed) round \(round)")
        }
      }
    }
  }

  @Test func `a tracker saved and read back goes on alike`() throws {
    var tracker = SourceTracker()
    for number: UInt64 in [1, 2, 9, 4, 20] { _ = tracker.observe(number) }
    var reader = ByteReader(tracker.encoded())
    let restored = try SourceTracker(decoding: &reader)
    #expect(restored == tracker)
  }

  static let forged: [(next: UInt64, missing: [UInt64])] = [
    (0, []), (.max, []), (5, [5]), (5, [3, 2]), (5, [2, 2]), (1000, Array(1...257)),
  ]

  @Test(arguments: forged)
  func `a saved tracker that never was is refused`(next: UInt64, missing: [UInt64]) {
    var writer = ByteWriter()
    writer.append(next)
    writer.append(missing.count)
    for number in missing { writer.append(number) }
    var reader = ByteReader(writer.bytes)
    #expect(throws: StateDecodingError.self) { try SourceTracker(decoding: &reader) }
  }
}

/// The same at the door of a whole market.
@Suite struct DoorTests {
  /// Source numbers of every message that reached the door and was let in, refused or dropped.
  static func numbers(_ run: MarketRun) -> [(source: PartyID, number: UInt64, kind: EventKind)] {
    run.events.compactMap { event in
      guard event.payload.requestKind != nil || event.kind == .drop else { return nil }
      return event.sourceSequence.map { (event.source, $0.first, event.kind) }
    }
  }

  @Test(arguments: ["faults.loss=8%", "faults.reordering=8%", "faults.loss=4% clock=2ms"])
  func `a gap is an event that names source and missing numbers`(faults: String) throws {
    let run = try MarketRun("duration=1500ms " + faults)
    let gaps = run.events(.gap)
    #expect(gaps.count > 5)
    var missing: UInt64 = 0
    for event in gaps {
      guard case .gap(let gap) = event.payload else { continue }
      missing += gap.missing.last - gap.missing.first + 1
      #expect(event.source != .venue && event.instrument == nil)
      #expect(event.sourceSequence == SourceSequence(gap.missing.last + 1))
    }
    #expect(run.count("messages.missing") == missing)
    let (lost, heldUp) = (run.count("messages.lost"), run.count("messages.held_up"))
    #expect(missing <= lost + heldUp && missing * 2 > lost + heldUp)
  }

  @Test func `a perfect channel has no gap, no duplicate and nothing late`() throws {
    let run = try MarketRun("duration=400ms jitter.cancel=5ms")
    #expect(run.events(.gap).isEmpty && run.metrics.drops.total == 0)
    #expect(run.metrics.messagesLate == 0 && run.metrics.numbersMissing == 0)
  }

  @Test func `INV-SIM-5: a duplicate is dropped, and no number is handled twice`() throws {
    let run = try MarketRun("duration=400ms faults.duplicates=30% faults.reordering=10%")
    let duplicates = run.count("drops.duplicate")
    #expect(duplicates > 50)
    #expect((0...20).contains(Int(run.count("messages.duplicated")) - Int(duplicates)))
    var seen: [UInt64] = []
    for (source, number, kind) in Self.numbers(run) where kind != .drop {
      seen.append(UInt64(source.rawValue) << 32 | number)
    }
    #expect(Set(seen).count == seen.count)
  }

  static let late: [(LatePolicy, lates: Bool, drops: Bool)] = [
    (.accept, true, false), (.drop, false, true),
  ]

  @Test(arguments: late)
  func `an overtaken message is handled or dropped as the policy says`(
    policy: LatePolicy, lates: Bool, drops: Bool
  ) throws {
    let run = try MarketRun("duration=1s faults.reordering=8% faults.late=\(policy.rawValue)")
    #expect((run.metrics.messagesLate > 10) == lates)
    #expect((run.count("drops.late") > 10) == drops)
    let handled = Self.numbers(run).filter { $0.kind != .drop }
    for source in Set(handled.map(\.source.rawValue)) {
      let numbers = handled.filter { $0.source.rawValue == source }.map(\.number)
      if policy == .drop { #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }) }
    }
  }

  @Test func `loss of everything leaves a market of nothing but its regimes`() throws {
    let run = try MarketRun("faults.loss=100%")
    #expect(run.metrics.events.total == run.metrics.events[.regime])
    #expect(run.count("messages.lost") == run.metrics.messagesSent && run.metrics.messagesSent > 0)
    #expect(run.simulator.invariantViolations() == [])
  }
}
