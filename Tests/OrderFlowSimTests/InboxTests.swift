import Core
import OrderFlowSim
import Samples
import Testing

@Suite struct InboxTests {
  static func message(_ number: UInt64) -> Message {
    Message(
      source: 1, number: number, instrument: 1,
      request: .cancel(Cancel(id: OrderID(number), owner: 1, reason: .requested)), sentAt: .zero)
  }

  static func inbox(_ policy: OverflowPolicy, capacity: UInt64 = 2) -> Inbox {
    var configuration = SimulatorConfiguration()
    configuration.inbox.capacity = capacity
    configuration.inbox.overflow = policy
    return Inbox(configuration.inbox)
  }

  /// What the third and fourth message of an inbox for two meet, and what is then handled.
  static let policies: [(OverflowPolicy, third: Inbox.Outcome, fourth: Inbox.Outcome, [UInt64])] = [
    (.dropOldest, .queuedInstead(of: message(1)), .queuedInstead(of: message(2)), [3, 4]),
    (.dropNewest, .dropped, .dropped, [1, 2]),
    (.reject, .refused, .refused, [1, 2]),
    (.block, .blocked, .blocked, [1, 2, 3, 4]),
  ]

  @Test(arguments: policies)
  func `INV-SIM-6: a full inbox does what its policy says`(
    policy: OverflowPolicy, third: Inbox.Outcome, fourth: Inbox.Outcome, handled: [UInt64]
  ) {
    var inbox = Self.inbox(policy)
    #expect(inbox.receive(Self.message(1)) == .queued)
    #expect(inbox.receive(Self.message(2)) == .queued)
    #expect(inbox.receive(Self.message(3)) == third)
    #expect(inbox.receive(Self.message(4)) == fourth)
    #expect(inbox.depth == 2)
    #expect(inbox.blockedCount == handled.count - 2)
    var taken: [UInt64] = []
    while let (message, _) = inbox.take() { taken.append(message.number) }
    #expect(taken == handled)
  }

  @Test func `a sender that waited is let in by the next message taken, oldest first`() {
    var inbox = Self.inbox(.block, capacity: 1)
    for number: UInt64 in 1...3 { _ = inbox.receive(Self.message(number)) }
    let steps = (0..<4).map { _ in inbox.take().map { ($0.message.number, $0.unblocked?.number) } }
    #expect(steps.map { $0?.0 } == [1, 2, 3, nil])
    #expect(steps.map { $0?.1 } == [2, 3, nil, nil])
  }

  @Test(arguments: OverflowPolicy.allCases)
  func `INV-SIM-6: no inbox is deeper than its capacity, and none loses a message in silence`(
    policy: OverflowPolicy
  ) {
    var random = RandomStream(masterSeed: TestRun.seed, name: "inbox")
    var inbox = Self.inbox(policy, capacity: 5)
    var (received, gone): (UInt64, UInt64) = (0, 0)
    var last: UInt64 = 0
    for _ in 0..<2000 {
      if random.bounded(5) < 3 {
        received += 1
        switch inbox.receive(Self.message(received)) {
        case .queued, .blocked: break
        case .queuedInstead, .dropped, .refused: gone += 1
        }
      } else if let (message, _) = inbox.take() {
        #expect(message.number > last, "SEED=\(TestRun.seed): arrival order")
        last = message.number
        gone += 1
      }
      #expect(inbox.depth <= 5, "SEED=\(TestRun.seed)")
      #expect(inbox.blockedCount == 0 || (policy == .block && inbox.depth == 5))
      #expect(received == gone + UInt64(inbox.depth + inbox.blockedCount), "SEED=\(TestRun.seed)")
    }
  }
}

/// The same policies in a market whose venue is too slow for its agents.
@Suite struct OverflowTests {
  static let flood = "duration=400ms inbox.capacity=3 inbox.service=3ms inbox.overflow="

  @Test(arguments: [
    (OverflowPolicy.dropOldest, "drops.overflow-oldest"),
    (.dropNewest, "drops.overflow-newest"),
    (.reject, "rejects.queue-full"),
    (.block, "messages.blocked"),
  ])
  func `an overflow is counted under its policy's name and under no other's`(
    policy: OverflowPolicy, name: String
  ) throws {
    let run = try MarketRun(Self.flood + policy.rawValue)
    let names = [
      "drops.overflow-oldest", "drops.overflow-newest", "rejects.queue-full", "messages.blocked",
    ]
    for other in names { #expect((run.count(other) > 10) == (other == name), "\(other)") }
    #expect(run.metrics.queueDepth.deepest == 3)
    #expect(run.simulator.invariantViolations() == [])
  }

  @Test(arguments: [OverflowPolicy.dropOldest, .dropNewest])
  func `each dropped message is an event that names order, owner, request and reason`(
    policy: OverflowPolicy
  ) throws {
    let run = try MarketRun(Self.flood + policy.rawValue)
    let reason: DropReason = policy == .dropOldest ? .overflowOldest : .overflowNewest
    let drops = run.events(.drop)
    #expect(drops.count == Int(run.count("drops.\(reason.token)")))
    for event in drops {
      guard case .drop(let drop) = event.payload else { continue }
      #expect(drop.reason == reason && drop.owner == event.source && event.sourceSequence != nil)
    }
  }

  @Test func `a refused message is on the tape with its refusal`() throws {
    let run = try MarketRun(Self.flood + "reject")
    for (request, answer) in zip(run.events, run.events.dropFirst()) {
      guard case .reject(let reject) = answer.payload, reject.reason == .queueFull else { continue }
      #expect(request.payload.orderID == reject.id && request.payload.owner == reject.owner)
      #expect(request.payload.requestKind == reject.request && request.time == answer.time)
    }
  }

  @Test func `a blocked sender sends nothing until its message is in, and nothing is lost`() throws
  {
    let slow = "duration=2s inbox.capacity=1 inbox.service=50ms inbox.overflow="
    let blocking = try MarketRun(slow + "block")
    let dropping = try MarketRun(slow + "drop-newest")
    #expect(blocking.count("messages.sent") < dropping.count("messages.sent") / 4)
    #expect(blocking.metrics.drops.total == 0)
  }

  @Test func `storm bots fill the inbox that ordinary flow does not`() throws {
    let script = "duration=1s inbox.capacity=8 inbox.service=200us storm.count=6 regimes="
    let calm = try MarketRun(script + "calm:1s")
    let storm = try MarketRun(script + "storm:1s:storm=2")
    #expect(calm.metrics.drops.total == 0 && storm.metrics.drops.total > 100)
  }
}
