public import Backtest
internal import Core
internal import OrderFlowSim

/// A drawn session: a market with faults of its channel, a plan with limits that bite, and commands
/// at any moment. A function of its seed.
public struct SessionTrial: Sendable {
  /// What it is drawn from.
  public let seed: UInt64
  /// The opening, the market event by event with commands in between, and the market's end.
  public let inputs: [SessionInput]

  private static let strategies = ["market-maker", "mean-reversion", "trend-follower", "twap"]
  private static let commands: [OperatorWord] = [
    .halt, .resume, .resume, .cancelAll, .flatten, .kill, .resetKill, .resetKill,
  ]
  /// Limits that come into force in the middle: others, all of them gone, and some that fit nothing.
  private static let reloads = [
    [RunIdentity.Setting("limits.position", "20"), RunIdentity.Setting("limits.denials", "50/1s")],
    [], [RunIdentity.Setting("limits.position", "NOBODY=1")],
  ]

  /// Draws market, plan and commands.
  public init(seed: UInt64) throws(TrialFailure) {
    self.seed = seed
    var random = RandomStream(masterSeed: seed, name: "session-trial")
    do {
      let plan = try Self.plan(seed, &random)
      var configuration = try Self.market(seed, &random)
      configuration.seed = seed
      var simulator = Simulator(configuration)
      var events: [Event] = []
      while let deadline = simulator.nextDeadline {
        simulator.advance(to: deadline, into: &events)
      }
      inputs = Self.inputs(events, SessionOpening(plan, header: simulator.header), &random)
    } catch {
      throw TrialFailure(seed: seed, reason: "\(error)")
    }
  }

  /// A third of a second of a market, calm, bursting or storming, over a channel that may lose.
  private static func market(
    _ seed: UInt64, _ random: inout RandomStream
  ) throws -> SimulatorConfiguration {
    var market = SimulatorConfiguration()
    let scripts = [
      "calm:300ms", "calm:100ms,burst:200ms:spike=12", "calm:150ms,cancel-storm:150ms",
    ]
    var settings = [
      ("duration", "300ms"), ("regimes", scripts[Int(random.bounded(UInt64(scripts.count)))]),
    ]
    if random.bounded(2) == 0 {
      settings += [
        ("faults.loss", "1%"), ("faults.duplicates", "1%"), ("faults.reordering", "1%"),
        ("faults.late", "drop"), ("jitter.cancel", "2ms"),
      ]
    }
    for (key, text) in settings { try market.apply(key: key, text: text) }
    return market
  }

  /// Strategies made quick enough to trade at once, at an ideal or a realistic venue, and limits of
  /// which each is there in half of the trials.
  private static func plan(_ seed: UInt64, _ random: inout RandomStream) throws -> BacktestPlan {
    var plan = BacktestPlan()
    let chosen = strategies.filter { _ in random.bounded(3) > 0 }
    var settings = [
      ("seed", "\(seed)"), ("exec", random.bounded(3) == 0 ? "ideal" : "realistic"),
      ("strategies", (chosen.isEmpty ? strategies : chosen).joined(separator: ",")),
      ("mark-interval", "20ms"), ("fees", "-0.01%:0.05%"), ("trend-follower.bars", "10ms"),
      ("trend-follower.fast", "2"), ("trend-follower.slow", "5"), ("mean-reversion.bars", "10ms"),
      ("mean-reversion.window", "6"), ("twap.delay", "5ms"), ("twap.duration", "250ms"),
      ("market-maker.interval", "5ms"), ("market-maker.warm-up", "20ms"),
    ]
    for (key, texts) in [
      ("limits.position", ["15", "40"]), ("limits.order-size", ["8", "15"]),
      ("limits.open-orders", ["1", "3"]), ("limits.drawdown", ["0.5", "5"]),
      ("limits.daily-loss", ["1", "10"]), ("limits.order-rate", ["20/100ms", "500/1s"]),
      ("limits.market-age", ["1ms", "20ms"]), ("limits.collar", ["0.02%", "1%"]),
      ("limits.strategy-budget", ["1500", "9000"]),
    ] where random.bounded(2) == 0 {
      settings.append((key, texts[Int(random.bounded(2))]))
    }
    for (key, text) in settings { try plan.apply(key: key, text: text) }
    return plan
  }

  /// A command about every 250 events, one of nine of them a reload, and a `quit` in one trial of eight.
  private static func inputs(
    _ events: [Event], _ opening: SessionOpening, _ random: inout RandomStream
  ) -> [SessionInput] {
    var inputs: [SessionInput] = [.opened(opening)]
    let end = random.bounded(8) == 0 ? Int(random.bounded(UInt64(events.count))) : events.count
    for event in events.prefix(end) {
      inputs.append(.market(event))
      if random.bounded(250) == 0 {
        let drawn = Int(random.bounded(UInt64(commands.count) + 1))
        inputs.append(
          drawn < commands.count
            ? .command(commands[drawn])
            : .reload(reloads[Int(random.bounded(UInt64(reloads.count)))]))
      }
    }
    inputs.append(end < events.count ? .command(.quit) : .marketOver)
    return inputs
  }
}

/// A trial that could not be set up or did not run: our own fault.
public struct TrialFailure: Error, Sendable, Equatable, CustomStringConvertible {
  /// Of the trial.
  public let seed: UInt64
  /// What went wrong.
  public let reason: String

  /// Names the seed.
  public var description: String { "seed \(seed): \(reason)" }
}
