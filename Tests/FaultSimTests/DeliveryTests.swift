import Core
import FaultSim
import Samples
import Testing

@Suite struct DeliveryTests {
  private static func report(_ plan: DeliveryPlan) -> DeliveryReport {
    var run = DeliveryRun(plan)
    run.run()
    return run.report
  }

  private static func report(_ words: [(String, String)]) throws -> DeliveryReport {
    var triggers = ChaosTriggers(seed: TestRun.seed)
    for (word, text) in words {
      let isTaken = triggers.apply(word, text)
      #expect(isTaken, "\(word) \(text)")
    }
    return report(triggers.plan)
  }

  @Test(arguments: DeliveryPlan.Phase.allCases)
  func `INV-DELIVERY-1: whatever goes wrong on the way, all is applied once, in order`(
    phase: DeliveryPlan.Phase
  ) {
    for seed in TestRun.seeds(6) {
      let report = Self.report(DeliveryPlan(seed: seed, phase: phase))
      #expect(report.violations == [], "SEED=\(seed)")
    }
  }

  @Test func `a calm run loses nothing, repeats nothing and waits for a commit only`() throws {
    let report = try Self.report([])
    #expect(report.violations == [])
    #expect(report.dropped + report.duplicated + report.reordered + report.stalled == 0)
    #expect((report.timeouts, report.repeats, report.recoveries) == (0, 0, 0))
    #expect(report.longestWait < Nanoseconds(8_000_000))
  }

  @Test func `each trigger does what it says, exactly`() throws {
    let dropped = try Self.report([("drop", "every:10")])
    #expect(
      dropped.dropped == dropped.messages / 10 || dropped.dropped + 1 == dropped.messages / 10)
    #expect(dropped.timeouts > 0)
    let doubled = try Self.report([("duplicate", "every:7")])
    #expect(doubled.duplicated > 0 && doubled.repeats > 0)
    let overtaken = try Self.report([("reorder", "every:9")])
    #expect(overtaken.reordered > 0)
    let stalled = try Self.report([("stall", "every:50")])
    #expect(stalled.stalled > 0)
    let killed = try Self.report([("kill-at", "write:17"), ("kill-at", "sync:3")])
    #expect(killed.recoveries == 2)
    let slow = try Self.report([("latency-spike", "at:5ms,for:200ms")])
    #expect(slow.longestWait > Nanoseconds(190_000_000))
    #expect(slow.timeouts > 0)
    let fast = try Self.report([("skew", "900000"), ("latency-spike", "at:5ms,for:12ms")])
    let right = try Self.report([("latency-spike", "at:5ms,for:12ms")])
    #expect(fast.timeouts > right.timeouts)
    for report in [dropped, doubled, overtaken, stalled, killed, slow, fast] {
      #expect(report.violations == [])
    }
  }

  @Test(arguments: [
    ("corrupt", "1:2"), ("corrupt", "a:1:1"), ("corrupt", "1:1:-1"), ("kill-at", "write"),
    ("kill-at", "write:0"), ("kill-at", "walk:3"), ("latency-spike", "at:5s"),
    ("latency-spike", "at:5,for:1s"), ("latency-spike", "at:5s,for:99999h"), ("drop", "10"),
    ("drop", "every:0"), ("skew", "fast"), ("skew", "1000000"), ("phase", "noon"), ("burn", "x"),
  ])
  func `a trigger that cannot be meant is refused`(word: String, text: String) {
    var triggers = ChaosTriggers(seed: 1)
    let isTaken = triggers.apply(word, text)
    #expect(!isTaken)
    #expect(triggers == ChaosTriggers(seed: 1))
  }

  @Test func `INV-WAL-3: a bit that turns is refused, or harms nothing, or costs the last batch`()
    throws
  {
    var run = DeliveryRun(DeliveryPlan(seed: 5))
    run.run()
    var refused = 0
    var places = 0
    for segment: UInt64 in 1...12 {
      for record: UInt64 in 1...260 {
        let place = BitPlace(segment: segment, record: record, bit: Int(record * 7 % 384))
        guard let outcome = run.outcome(turning: place) else { continue }
        places += 1
        switch outcome {
        case .refused: refused += 1
        case .recovered(let count, let all): #expect(count > all - 20, "\(place)")
        case .otherState: Issue.record("\(place)")
        }
      }
    }
    #expect(refused > 10)
    #expect(places > refused)  // what a snapshot covers is not read
    #expect(run.outcome(turning: BitPlace(segment: 99, record: 1, bit: 0)) == nil)
  }

  @Test func `a delivery is its plan: twice the same, to the trace`() {
    let plan = DeliveryPlan(seed: TestRun.seed, phase: .everything)
    let first = Self.report(plan)
    #expect(Self.report(plan) == first)
    #expect(first.dropped > 0 && first.reordered > 0 && first.duplicated > 0)
    #expect(first.recoveries > 0)
  }
}
