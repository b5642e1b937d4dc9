import Core
import ExecSim
import OrderBook
import OrderFlowSim
import OrderState
import Samples
import TapeView

/// States to begin with, made by running what is saved.
enum StateSeeds {
  /// One event of each kind.
  static var events: [FuzzSeed] {
    SampleTape.events.enumerated().map { FuzzSeed("event-\($0.offset)", $0.element.encoded()) }
  }

  static var markets: [FuzzSeed] {
    [market("start", events: 1), market("early", events: 12), market("later", events: 60)]
  }

  static var replays: [FuzzSeed] {
    get throws {
      let cursor = ReplayCursor(sequence: 17, line: 23, hash: TraceHash())
      var terms = TapeFilterTerms()
      let everything = ReplayState(cursor: cursor, terms: terms)
      for (criterion, text) in [
        (FilterCriterion.kind, "Fill,Trade"), (.symbol, "ACME"), (.agent, "maker-1"),
        (.order, "1,2"), (.from, "3"), (.to, "9"), (.since, "1.5"), (.until, "2.5"),
      ] {
        try terms.add(criterion, text)
      }
      return [
        FuzzSeed("everything", unsealed(everything.savedBytes)),
        FuzzSeed(
          "every-term", unsealed(ReplayState(cursor: cursor, terms: terms).savedBytes)),
      ]
    }
  }

  static var books: [FuzzSeed] {
    var engine = MatchingEngine(SampleTape.header.instruments)
    let empty = FuzzSeed("empty", engine.encoded())
    var reports: [EventPayload] = []
    for request in requests {
      for instrument in engine.instruments {
        engine.handle(request, instrument: instrument, into: &reports)
      }
    }
    return [empty, FuzzSeed("orders", engine.encoded())]
  }

  /// Venues under both policies, with orders of ours at rest and messages on their way.
  static var venues: [FuzzSeed] {
    [("faithful", MatchingPolicy.faithful), ("counterfactual", .counterfactual)].map {
      name, policy in
      FuzzSeed(name, venue(policy).encoded())
    }
  }

  private static func venue(_ policy: MatchingPolicy) -> SimulatedVenue {
    let way = LatencyModel.skewed(minimum: Nanoseconds(5), typical: Nanoseconds(5))
    let configuration = try? ExecutionConfiguration(
      feed: .recorded([LatencySample(time: 3, latency: Nanoseconds(2))]), entry: way,
      response: way, policy: policy, queue: .power(2), slippage: .spread(millionths: 250_000),
      staleAfter: .second)
    var venue = SimulatedVenue(
      configuration ?? .realistic, instruments: SampleTape.header.instruments, seed: 1)
    for (place, payload) in marketData.enumerated() {
      let now = Timestamp(integerLiteral: Int64(place) * 8)
      let event = Event(
        sequence: TapeSequence(UInt64(place + 1)), time: now, instrument: 1, payload: payload)
      venue.handleRequests(upTo: now)
      venue.observe(event)
      if place < requests.count {
        var request = event
        request.payload = requests[place]
        venue.send(request, at: now)
      }
      _ = venue.nextReport(upTo: Timestamp(integerLiteral: now.nanoseconds / 2))
    }
    return venue
  }

  /// Orders by name, prints, and lines of a level.
  static let marketData: [EventPayload] = [
    .bookUpdate(BookUpdate(action: .add, id: 11, side: .buy, price: 9_990, quantity: 40)),
    .bookUpdate(
      BookUpdate(action: .add, id: 12, side: .sell, price: 10_010, quantity: 40, isLast: true)),
    .quote(Quote(bid: 9_990, bidQuantity: 40, ask: 10_010, askQuantity: 40)),
    .trade(Trade(trade: 1, price: 9_990, quantity: 10, aggressor: .sell, maker: 11)),
    .bookUpdate(
      BookUpdate(
        action: .execute, id: 11, side: .buy, price: 9_990, quantity: 10, isLast: true)),
    .bookUpdate(
      BookUpdate(
        action: .change, id: 12, side: .sell, price: 9_995, quantity: 40, isLast: true)),
    .bookUpdate(
      BookUpdate(action: .add, id: 13, side: .buy, price: 9_990, quantity: 9, isLast: true)),
    .trade(Trade(trade: 2, price: 9_980, quantity: 10, aggressor: .sell, maker: 13)),
    .instrument(SampleTape.freeRules),
    .bookUpdate(
      BookUpdate(action: .set, side: .sell, price: 9_990, quantity: 7, isLast: true)),
    .snapshot(
      Snapshot(side: .buy, price: 9_980, quantity: 5, isFirst: true, isLast: true)),
  ]

  static var registers: [FuzzSeed] {
    get throws {
      var register = OrderRegister()
      let empty = FuzzSeed("empty", register.encoded())
      for event in run(events: 120).events { try register.apply(event) }
      return [empty, FuzzSeed("lives", register.encoded())]
    }
  }

  /// Orders that rest, trade, change and go.
  static let requests: [EventPayload] = [
    .newOrder(NewOrder(id: 1, owner: 1, side: .buy, type: .limit(9_990), quantity: 100)),
    .newOrder(NewOrder(id: 2, owner: 1, side: .buy, type: .limit(9_990), quantity: 50)),
    .newOrder(NewOrder(id: 3, owner: 2, side: .sell, type: .limit(10_010), quantity: 70)),
    .newOrder(
      NewOrder(id: 4, owner: 3, side: .sell, type: .limit(10_000), quantity: 20, isPostOnly: true)),
    .newOrder(NewOrder(id: 5, owner: 3, side: .sell, type: .limit(9_990), quantity: 30)),
    .amend(Amend(id: 3, owner: 2, price: 10_020, quantity: 60)),
    .cancel(Cancel(id: 2, owner: 1, reason: .requote)),
    .newOrder(
      NewOrder(
        id: 6, owner: 2, side: .buy, type: .market, quantity: 10, timeInForce: .immediateOrCancel)),
  ]

  private static func configuration(events: UInt64) -> SimulatorConfiguration {
    var configuration = SimulatorConfiguration()
    configuration.eventLimit = events
    configuration.agents.noise.count = 2
    configuration.agents.maker.count = 1
    configuration.agents.momentum.count = 1
    configuration.agents.inventory.count = 1
    configuration.inbox.capacity = 3
    configuration.inbox.overflow = .block
    configuration.inbox.serviceTime = Nanoseconds(3_000_000)
    configuration.channel.latency = Nanoseconds(2_000_000)
    configuration.channel.duplicates = 50_000
    configuration.channel.reordering = 50_000
    return configuration
  }

  private static func market(_ name: String, events: UInt64) -> FuzzSeed {
    let simulator = run(events: events).simulator
    return FuzzSeed(
      name, unsealed(SavedState.bytes(of: simulator, format: Simulator.savedFormat)))
  }

  /// A market of so many events, run to its end.
  static func run(events limit: UInt64) -> (simulator: Simulator, events: [Event]) {
    var simulator = Simulator(configuration(events: limit))
    var events: [Event] = []
    simulator.advance(to: Timestamp(integerLiteral: .max), into: &events)
    return (simulator, events)
  }

  /// A state's file without the hash at its end, which the target puts there.
  private static func unsealed(_ file: [UInt8]) -> [UInt8] { Array(file.dropLast(8)) }
}
