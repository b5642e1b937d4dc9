import Core
import OrderFlowSim
import Samples
import Testing

/// What must be equal in every report, whatever the market.
@Suite struct MetricsTests {
  struct Identity: Sendable {
    let name: String
    let left: @Sendable (MarketRun) -> Int
    let right: @Sendable (MarketRun) -> Int
  }

  static let identities: [Identity] = [
    Identity(
      name: "events are those of all kinds",
      left: { $0.number("events.total") },
      right: { run in EventKind.allCases.reduce(0) { $0 + run.number("events.\($1.name)") } }),
    Identity(
      name: "events are those of the tape, and of its hash",
      left: { $0.events.count }, right: { Int($0.simulator.hash.count) }),
    Identity(
      name: "each kind's count is the tape's",
      left: { run in
        EventKind.allCases.count { Int(run.metrics.events[$0]) == run.events($0).count }
      },
      right: { _ in EventKind.allCases.count }),
    Identity(
      name: "events of all regimes are all events",
      left: { run in run.regimes.reduce(0) { $0 + run.number("regimes.\($1).events") } },
      right: { $0.number("events.total") }),
    Identity(
      name: "orders, cancels and fills of all regimes are all of them",
      left: { run in
        run.regimes.reduce(0) { sum, regime in
          ["orders", "cancels", "fills"].reduce(sum) { $0 + run.number("regimes.\(regime).\($1)") }
        }
      },
      right: { $0.number("orders") + $0.number("cancels") + $0.number("fills") }),
    Identity(
      name: "each new order is accepted or rejected",
      left: { $0.number("events.NewOrder") },
      right: { $0.number("events.Accepted") + $0.rejects(of: .new) }),
    Identity(
      name: "each cancel is answered by Cancelled or a reject",
      left: { $0.number("events.Cancel") },
      right: { $0.number("events.Cancelled") + $0.rejects(of: .cancel) }),
    Identity(
      name: "each amend is answered by Amended or a reject",
      left: { $0.number("events.Amend") },
      right: { $0.number("events.Amended") + $0.rejects(of: .amend) }),
    Identity(
      name: "accepted orders are filled, cancelled, expired or resting",
      left: { $0.number("events.Accepted") },
      right: { run in
        run.completed + run.number("events.Cancelled") + run.number("events.Expired")
          + run.number("resting_orders")
      }),
    Identity(
      name: "a trade is two fills",
      left: { $0.number("events.Fill") }, right: { 2 * $0.number("events.Trade") }),
    Identity(
      name: "makers fill what takers fill",
      left: { $0.filled { $0.liquidity == .maker } },
      right: { $0.filled { $0.liquidity == .taker } }),
    Identity(
      name: "bought is sold: positions sum to zero",
      left: { $0.filled { $0.side == .buy } }, right: { $0.filled { $0.side == .sell } }),
    Identity(
      name: "traded lots are those of the trades",
      left: { run in
        run.header.instruments.reduce(0) { $0 + run.number("instruments.\($1.symbol).lots") }
      },
      right: { run in
        run.events.reduce(0) {
          if case .trade(let trade) = $1.payload { $0 + Int(trade.quantity.rawValue) } else { $0 }
        }
      }),
    Identity(
      name:
        "messages sent and doubled are lost, handled, dropped, refused at the full inbox or pending",
      left: { $0.number("messages.sent") + $0.number("messages.duplicated") },
      right: { run in
        run.number("messages.lost") + run.number("messages.handled") + run.number("events.Drop")
          + run.number("rejects.queue-full") + run.number("messages.pending")
      }),
    Identity(
      name: "handled messages are the requests on the tape but those the full inbox refused",
      left: { $0.number("messages.handled") },
      right: { run in
        run.number("events.NewOrder") + run.number("events.Cancel") + run.number("events.Amend")
          - run.number("rejects.queue-full")
      }),
    Identity(
      name: "rejects by reason are all rejects",
      left: { run in
        RejectReason.allCases.reduce(0) { $0 + run.number("rejects.\($1.token)") }
      },
      right: { $0.number("events.Reject") }),
    Identity(
      name: "drops by reason are all drops",
      left: { run in DropReason.allCases.reduce(0) { $0 + run.number("drops.\($1.token)") } },
      right: { $0.number("events.Drop") }),
    Identity(
      name: "the deepest queue is the deepest of all regimes, within the capacity",
      left: { $0.number("queue.deepest") },
      right: { run in
        min(
          Int(run.simulator.configuration.inbox.capacity),
          run.regimes.map { run.number("regimes.\($0).deepest_queue") }.max() ?? 0)
      }),
    Identity(
      name: "no order's life breaks its rules", left: { $0.number("lifecycle_violations") },
      right: { _ in 0 }),
    Identity(
      name: "the market is sound", left: { $0.simulator.invariantViolations().count },
      right: { _ in 0 }),
  ]

  static let markets = [
    "duration=1s", "duration=1s events=500", "duration=600ms clock=2ms inbox.overflow=reject",
    "duration=600ms faults.loss=3% faults.duplicates=5% faults.reordering=5%",
    "duration=600ms faults.duplicates=9% faults.reordering=9% faults.late=drop latency=9ms",
    "duration=500ms inbox.capacity=2 inbox.service=2ms inbox.overflow=reject",
    "duration=500ms inbox.capacity=2 inbox.service=2ms inbox.overflow=drop-oldest",
    "duration=500ms inbox.capacity=2 inbox.service=2ms inbox.overflow=block",
    "duration=500ms symbols=A,B,C position-limit=40 regimes=x:100ms,y:trades=20,z:90ms:storm=2",
    "duration=0s", "duration=1s noise.count=0 maker.count=0 momentum.count=0 inventory.count=0",
  ]

  @Test(arguments: markets)
  func `INV-SIM-7: every identity of the report holds`(settings: String) throws {
    let run = try MarketRun(settings)
    for identity in Self.identities {
      #expect(identity.left(run) == identity.right(run), "\(identity.name)")
    }
  }

  @Test(arguments: markets)
  func `the regimes' times sum to the time that the run reached`(settings: String) throws {
    let run = try MarketRun(settings)
    // The report closes the phase in force; the counters themselves know closed phases only.
    let milliseconds = run.regimes.map { run.units("regimes.\($0).seconds") }
    let sum = milliseconds.reduce(0, +)
    let total = run.units("simulated_seconds")
    #expect((total - run.regimes.count...total).contains(sum), "each is cut to milliseconds")
  }

  @Test func `rates are the quotients of their counts`() throws {
    let run = try MarketRun("duration=1s")
    let rate = run.units("cancel_rate")
    #expect(
      abs(rate * run.number("orders") - run.number("cancels") * 10_000) <= run.number("orders"))
    let pace = run.units("events_per_simulated_second")
    let expected = run.number("events.total") * 10_000 / max(1, run.units("simulated_seconds"))
    #expect(abs(pace - expected) <= pace / 100)
  }
}

extension MarketRun {
  fileprivate func number(_ name: String) -> Int { Int(count(name)) }

  fileprivate var regimes: [String] { header.regimes.names }

  /// A decimal figure in units of its last digit.
  fileprivate func units(_ name: String) -> Int {
    guard case .decimal(let text) = figure(name) else { return 0 }
    return Int(text.split(separator: ".").joined()) ?? 0
  }

  fileprivate func rejects(of request: RequestKind) -> Int {
    events.count { event in
      if case .reject(let reject) = event.payload { reject.request == request } else { false }
    }
  }

  fileprivate func filled(where isWanted: (Fill) -> Bool) -> Int {
    events.reduce(0) { sum, event in
      guard case .fill(let fill) = event.payload, isWanted(fill) else { return sum }
      return sum + Int(fill.quantity.rawValue)
    }
  }

  /// Orders whose last fill left nothing.
  fileprivate var completed: Int {
    events.count { event in
      if case .fill(let fill) = event.payload { fill.remaining == .zero } else { false }
    }
  }
}
