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
  public static let all = general + execution + limits

  private static let general: [PlanSetting] = [
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
      key: "from", placeholder: "TIME",
      help: "Where trading begins; before it the market only builds up.",
      read: { SettingText.text($0.window.from) },
      write: { (plan, text) throws(SettingFailure) in
        plan.window.from = try SettingText.duration(text)
      }),
    PlanSetting(
      key: "to", placeholder: "TIME|end", help: "Where the session ends.",
      read: { $0.window.to.map(SettingText.text) ?? "end" },
      write: { (plan, text) throws(SettingFailure) in
        plan.window.to = text == "end" ? nil : try SettingText.duration(text)
      }),
    PlanSetting(
      key: "fees", placeholder: "MAKER:TAKER",
      help: "Shares of the notional, such as -0.01%:0.05%; a rebate is negative.",
      read: { FeeText.text($0.engine.fees) },
      write: { (plan, text) throws(SettingFailure) in plan.engine.fees = try FeeText.fees(text) }),
    PlanSetting(
      key: "multipliers", placeholder: "SYMBOL=N[,…]",
      help: "Currency units a point of one contract is worth, where not 1.",
      read: {
        $0.engine.multipliers.map { "\($0.symbol)=\($0.multiplier)" }.joined(separator: ",")
      },
      write: { (plan, text) throws(SettingFailure) in
        plan.engine.multipliers = try multipliers(text)
      }),
  ]

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
