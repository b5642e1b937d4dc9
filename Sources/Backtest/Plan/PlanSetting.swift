internal import Core
internal import Engine
internal import ExecSim

/// One named setting of a plan: how it is read from text and written back.
///
/// The table below is the only place that lists them: flags, configuration files, `--help`, sweeps,
/// the configuration hash and the report's inputs are all made from it. Settings of strategies are
/// theirs: `NAME.PARAMETER`, from the catalogue.
public struct PlanSetting: Sendable {
  /// Its name.
  public let key: String
  /// What stands for the value in the help text.
  public let placeholder: String
  /// One line for people.
  public let help: String
  /// The text of the value in force.
  public let read: @Sendable (BacktestPlan) -> String
  let write: @Sendable (inout BacktestPlan, String) throws(SettingFailure) -> Void

  /// Every setting, in the order of the help page.
  public static let all: [PlanSetting] =
    [
      PlanSetting(
        key: "seed", placeholder: "N",
        help: "Seed of the venue's delays and of a simulated market.",
        read: { "\($0.seed)" },
        write: { (plan, text) throws(SettingFailure) in
          plan.seed = try SettingText.count(text, in: 0...UInt64.max)
        }),
      PlanSetting(
        key: "strategies", placeholder: "NAME[,…]", help: "Strategies, each with its own books.",
        read: { $0.strategies.joined(separator: ",") },
        write: { (plan, text) throws(SettingFailure) in
          let names = text.split(separator: ",").map(String.init)
          guard !names.isEmpty else { throw SettingFailure("a name from backtest --help") }
          let isUnique = names.indices.allSatisfy { !names[..<$0].contains(names[$0]) }
          guard isUnique else { throw SettingFailure("each strategy once") }
          plan.strategies = names
        }),
      PlanSetting(
        key: "capital", placeholder: "AMOUNT", help: "What each strategy starts with.",
        read: { String(decimal: $0.engine.capital.rawValue, scale: $0.engine.moneyScale) },
        write: { (plan, text) throws(SettingFailure) in
          plan.engine.capital = Money(
            rawValue: try SettingText.decimal(
              text, digits: plan.engine.moneyScale, in: 0...1_000_000_000_000_000_000))
        }),
      PlanSetting(
        key: "mark-interval", placeholder: "TIME", help: "How often holdings are valued.",
        read: { SettingText.text($0.engine.markInterval) },
        write: { (plan, text) throws(SettingFailure) in
          let interval = try SettingText.duration(text)
          guard interval > .zero else { throw SettingFailure("a duration above 0") }
          plan.engine.markInterval = interval
        }),
      PlanSetting(
        key: "multipliers", placeholder: "SYMBOL=N[,…]",
        help: "Currency units a point of one contract is worth, where not 1.",
        read: {
          $0.engine.multipliers.map { "\($0.symbol)=\($0.multiplier)" }.joined(separator: ",")
        },
        write: { (plan, text) throws(SettingFailure) in
          plan.engine.multipliers = try multipliers(text)
        }),
    ] + execution

  private static let execution: [PlanSetting] = [
    leg("feed", "From the venue to the strategy.", read: \.feed, write: { $0.feed = $1 }),
    leg("entry", "From the strategy to the venue.", read: \.entry, write: { $0.entry = $1 }),
    leg("response", "From the venue back.", read: \.response, write: { $0.response = $1 }),
    part(
      "receive-times", "true|false", "Whether the tape's own receive times stand instead of feed.",
      read: { "\($0.usesReceiveTimes)" },
      write: { (parts, text) throws(SettingFailure) in
        parts.usesReceiveTimes = try ExecutionText.flag(text)
      }),
    part(
      "policy", "POLICY", "faithful: history is imposed; counterfactual: it reacts to ours.",
      read: { ExecutionText.text($0.policy) },
      write: { (parts, text) throws(SettingFailure) in
        parts.policy = try ExecutionText.policy(text)
      }),
    part(
      "queue", "MODEL", "front, risk-averse, power:N or log, where the tape shows no queue.",
      read: { ExecutionText.text($0.queue) },
      write: { (parts, text) throws(SettingFailure) in
        parts.queue = try ExecutionText.queue(text)
      }),
    part(
      "slippage", "MODEL", "none, spread:25%, price:0.01% or volatility:10%, for taking.",
      read: { ExecutionText.text($0.slippage) },
      write: { (parts, text) throws(SettingFailure) in
        parts.slippage = try ExecutionText.slippage(text)
      }),
    part(
      "stale-after", "TIME|never", "Age of the market at which orders are refused.",
      read: { $0.staleAfter.map(SettingText.text) ?? "never" },
      write: { (parts, text) throws(SettingFailure) in
        parts.staleAfter = try ExecutionText.staleAfter(text)
      }),
  ]

  private static func leg(
    _ name: String, _ help: String,
    read: @escaping @Sendable (ExecutionConfiguration) -> LatencyModel,
    write: @escaping @Sendable (inout ExecutionParts, LatencyModel) -> Void
  ) -> PlanSetting {
    part(
      name, "LATENCY", help, read: { ExecutionText.text(read($0)) },
      write: { (parts, text) throws(SettingFailure) in
        write(&parts, try ExecutionText.latency(text))
      })
  }

  private static func part(
    _ name: String, _ placeholder: String, _ help: String,
    read: @escaping @Sendable (ExecutionConfiguration) -> String,
    write: @escaping @Sendable (inout ExecutionParts, String) throws(SettingFailure) -> Void
  ) -> PlanSetting {
    PlanSetting(
      key: "exec.\(name)", placeholder: placeholder, help: help, read: { read($0.execution) },
      write: { (plan, text) throws(SettingFailure) in
        var parts = ExecutionParts(plan.execution)
        try write(&parts, text)
        plan.execution = try parts.configuration()
      })
  }

  private static func multipliers(
    _ text: String
  ) throws(SettingFailure) -> [ContractMultiplier] {
    var all: [ContractMultiplier] = []
    for word in text.split(separator: ",") {
      let halves = word.split(separator: "=", omittingEmptySubsequences: false)
      guard halves.count == 2, TapeName.isValid(String(halves[0])) else {
        throw SettingFailure("symbols with their multipliers, such as ES=50,NQ=20")
      }
      let factor = try SettingText.count(String(halves[1]), in: 1...1_000_000)
      all.append(ContractMultiplier(symbol: String(halves[0]), multiplier: Int64(factor)))
    }
    return all
  }
}

/// An execution model taken apart, so that one part can be changed and the whole be checked again.
private struct ExecutionParts {
  var feed: LatencyModel
  var usesReceiveTimes: Bool
  var entry: LatencyModel
  var response: LatencyModel
  var policy: MatchingPolicy
  var queue: QueueModel
  var slippage: SlippageModel
  var staleAfter: Nanoseconds?

  init(_ whole: ExecutionConfiguration) {
    feed = whole.feed
    usesReceiveTimes = whole.usesReceiveTimes
    entry = whole.entry
    response = whole.response
    policy = whole.policy
    queue = whole.queue
    slippage = whole.slippage
    staleAfter = whole.staleAfter
  }

  func configuration() throws(SettingFailure) -> ExecutionConfiguration {
    do throws(ExecutionConfigurationError) {
      return try ExecutionConfiguration(
        feed: feed, usesReceiveTimes: usesReceiveTimes, entry: entry, response: response,
        policy: policy, queue: queue, slippage: slippage, staleAfter: staleAfter)
    } catch { throw SettingFailure(error.expected) }
  }
}
