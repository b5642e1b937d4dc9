internal import Core
internal import Risk

/// A rule of the risk gate as a setting: what it is called, and which field of the limits it fills.
///
/// The table below is the only place that lists them: flags, files, reloads and docs/limits.md are
/// made from it. A text is one figure for all (`60`), figures by name (`ACME=20,BETA=5`), or both
/// (`60,ACME=20`); `none` is a rule that is off.
public struct LimitSetting: Sendable {
  /// Its name behind `limits.`.
  public let name: String
  /// What stands for a figure in the help text.
  public let placeholder: String
  /// One line for people.
  public let help: String
  /// The field of the limits, as the catalogue of reasons calls it.
  public let field: String
  let target: Target

  /// Whose limit it is, and how it gets there.
  enum Target: Sendable {
    case account(@Sendable (inout AccountLimits, LimitText) throws(SettingFailure) -> Void)
    case instruments(@Sendable (inout InstrumentLimits, LimitText) throws(SettingFailure) -> Void)
    case strategies(@Sendable (inout StrategyLimits, LimitText) throws(SettingFailure) -> Void)
  }

  /// What a figure by name is a figure of; nil where there is one figure for the account.
  public var named: String? {
    switch target {
    case .account: nil
    case .instruments: "SYMBOL"
    case .strategies: "STRATEGY"
    }
  }

  /// The table of docs/limits.md.
  public static var table: String {
    var text = "| setting | figure | of | what | reason of a denial or trip |\n"
    text += "|---|---|---|---|---|\n"
    for setting in all {
      let reasons = RiskCatalogue.entries.filter { $0.field == setting.field }
      let tokens = reasons.map { "`\($0.reason.token)`" }.joined(separator: ", ")
      let owner = setting.named.map { "each \($0)" } ?? "the account"
      // A bar would end the cell.
      let figure = setting.placeholder == "on|off" ? "on, off" : setting.placeholder
      text += "| `limits.\(setting.name)` | \(figure) | \(owner) | \(setting.help) "
      text += "| \(tokens.isEmpty ? "–" : tokens) |\n"
    }
    return text
  }

  /// Every rule that can be set, by whose it is.
  public static let all = instruments + account + strategies

  private static let instruments: [LimitSetting] = [
    instrument("order-size", "QUANTITY", "Largest order.", "orderSize") {
      (limits, text) throws(SettingFailure) in limits.orderSize = try text.quantity()
    },
    instrument("order-value", "AMOUNT", "Largest value of one order.", "orderNotional") {
      (limits, text) throws(SettingFailure) in limits.orderNotional = try text.money()
    },
    instrument(
      "collar", "PERCENT", "Farthest that a limit price may lie beyond the market.", "collar"
    ) { (limits, text) throws(SettingFailure) in limits.collar = try text.part() },
    instrument(
      "duplicate-window", "TIME", "How long the same order may not come again.", "duplicateWindow"
    ) { (limits, text) throws(SettingFailure) in limits.duplicateWindow = try text.time() },
    instrument(
      "market-age", "TIME", "Oldest price that orders are judged by.", "maximumAge"
    ) { (limits, text) throws(SettingFailure) in limits.maximumAge = try text.time() },
    instrument("position", "QUANTITY", "Largest position, what works included.", "position") {
      (limits, text) throws(SettingFailure) in limits.position = try text.quantity()
    },
    instrument(
      "margin-rate", "PERCENT", "Margin of a holding, as a part of its value; else all of it.",
      "marginRate"
    ) { (limits, text) throws(SettingFailure) in limits.marginRate = try text.part() },
    instrument(
      "settlement-days", "DAYS",
      "Business days until a sale's proceeds count as margin: 2 for T+2; else at once.",
      "settlementDays"
    ) { (limits, text) throws(SettingFailure) in limits.settlementDays = try text.days() },
  ]

  private static let account: [LimitSetting] = [
    account("open-orders", "N", "Most orders that may work at once.", "openOrders") {
      (limits, text) throws(SettingFailure) in limits.openOrders = try text.orders()
    },
    account("order-rate", "N/TIME", "Most new orders and amends in a time.", "orderRate") {
      (limits, text) throws(SettingFailure) in limits.orderRate = try text.pace()
    },
    account("leverage", "MULTIPLE", "Most exposure against equity, at worst.", "leverage") {
      (limits, text) throws(SettingFailure) in limits.leverage = try text.leverage()
    },
    account(
      "margin", "on|off", "Whether equity less unsettled proceeds must cover margin.",
      "checksMargin"
    ) { (limits, text) throws(SettingFailure) in limits.checksMargin = try text.flag() },
    account("daily-loss", "AMOUNT", "Loss of a day that latches the kill switch.", "dailyLoss") {
      (limits, text) throws(SettingFailure) in limits.dailyLoss = try text.money()
    },
    account("day-begins", "TIME", "When the day begins, after midnight UTC.", "dayBegins") {
      (limits, text) throws(SettingFailure) in limits.dayBegins = try text.timeOfDay()
    },
    account("drawdown", "AMOUNT", "Fall below the best worth that latches it.", "drawdown") {
      (limits, text) throws(SettingFailure) in limits.drawdown = try text.money()
    },
  ]

  private static let strategies: [LimitSetting] = [
    strategy("strategy-orders", "N", "Most orders of a strategy at work.", "openOrders") {
      (limits, text) throws(SettingFailure) in limits.openOrders = try text.orders()
    },
    strategy("strategy-budget", "AMOUNT", "Most exposure of a strategy, at worst.", "budget") {
      (limits, text) throws(SettingFailure) in limits.budget = try text.money()
    },
    strategy("strategy-rate", "N/TIME", "Most new orders and amends of a strategy.", "throttle") {
      (limits, text) throws(SettingFailure) in limits.throttle = try text.pace()
    },
    strategy("denials", "N/TIME", "Denials of a strategy that latch the kill switch.", "denials") {
      (limits, text) throws(SettingFailure) in limits.denials = try text.pace()
    },
  ]
}

extension LimitSetting {
  private static func instrument(
    _ name: String, _ placeholder: String, _ help: String, _ field: String,
    _ write: @escaping @Sendable (inout InstrumentLimits, LimitText) throws(SettingFailure) -> Void
  ) -> LimitSetting {
    LimitSetting(
      name: name, placeholder: placeholder, help: help, field: "instruments.\(field)",
      target: .instruments(write))
  }

  private static func account(
    _ name: String, _ placeholder: String, _ help: String, _ field: String,
    _ write: @escaping @Sendable (inout AccountLimits, LimitText) throws(SettingFailure) -> Void
  ) -> LimitSetting {
    LimitSetting(
      name: name, placeholder: placeholder, help: help, field: "account.\(field)",
      target: .account(write))
  }

  private static func strategy(
    _ name: String, _ placeholder: String, _ help: String, _ field: String,
    _ write: @escaping @Sendable (inout StrategyLimits, LimitText) throws(SettingFailure) -> Void
  ) -> LimitSetting {
    LimitSetting(
      name: name, placeholder: placeholder, help: help, field: "strategies.\(field)",
      target: .strategies(write))
  }
}
