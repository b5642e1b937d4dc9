public import Backtest
internal import Core
public import HostIO
internal import Wire

/// The options that say what is run, shared by all of the program's commands: each setting is a
/// flag, a line of `--config FILE`, and a name for `--set`.
public enum PlanOptions {
  /// Flags whose names are not the settings'.
  private static let aliases = ["strategies": "strategy"]

  /// Where the market comes from.
  public static let market = OptionGroup(
    "Market",
    [
      .value("tape", "FILE", "A recorded or simulated tape, text or binary; - for standard input."),
      .value(
        "duration", "TIME", "How long to simulate, where no tape is given.", default: "30s"),
    ])

  /// What is run on it.
  public static let plan = OptionGroup(
    "Plan (also in --config FILE, as JSON such as {\"capital\": 5000}; flags win)",
    [
      .value("config", "FILE", "Reads settings from a JSON file."),
      .value(
        "exec", "MODEL", "ideal, realistic, or a JSON file of the exec settings.",
        default: "realistic"),
      .value(
        "set", "NAME=VALUE", "Any setting, such as market-maker.size=5.", repeatable: true),
    ]
      + PlanSetting.all.map { setting in
        .value(
          flag(setting.key), setting.placeholder, setting.help,
          default: setting.read(BacktestPlan()))
      })

  /// `exec.entry` is typed `--exec-entry`.
  private static func flag(_ key: String) -> String {
    aliases[key] ?? String(key.map { $0 == "." ? "-" : $0 })
  }

  /// Defaults, then the configuration file, then the execution model, then flags, then `--set`.
  public static func plan(_ arguments: ParsedArguments) throws -> BacktestPlan {
    var plan = BacktestPlan()
    if let path = try arguments.valueIfGiven("config", as: .text) {
      try apply(file: path, to: &plan, prefix: "")
    }
    if let model = try arguments.valueIfGiven("exec", as: .text) {
      if ["ideal", "realistic"].contains(model) {
        try apply("exec", model, to: &plan, option: "exec", arguments)
      } else {
        try apply(file: model, to: &plan, prefix: "exec.")
      }
    }
    for setting in PlanSetting.all {
      let name = flag(setting.key)
      guard let text = try arguments.valueIfGiven(name, as: .text) else { continue }
      try apply(setting.key, text, to: &plan, option: name, arguments)
    }
    for text in try arguments.values("set", as: .text) {
      guard let equals = text.firstIndex(of: "=") else {
        throw arguments.badValue("set", value: text, expected: "NAME=VALUE")
      }
      let value = String(text[text.index(after: equals)...])
      try apply(String(text[..<equals]), value, to: &plan, option: "set", arguments)
    }
    return plan
  }

  private static func apply(
    _ key: String, _ text: String, to plan: inout BacktestPlan, option: String,
    _ arguments: ParsedArguments
  ) throws {
    do throws(PlanError) { try plan.apply(key: key, text: text) } catch {
      throw arguments.badValue(option, value: text, expected: error.expected)
    }
  }

  private static func apply(
    file path: String, to plan: inout BacktestPlan, prefix: String
  ) throws {
    let settings = try settings(file: path)
    // `exec` names the model that further lines change, wherever it stands.
    let inOrder = settings.filter { $0.path == "exec" } + settings.filter { $0.path != "exec" }
    for setting in inOrder {
      let key = setting.path == "exec" ? setting.path : prefix + setting.path
      do throws(PlanError) { try plan.apply(key: key, text: setting.text) } catch {
        throw BadInput("\(path):\(setting.line):\(setting.column): \(error)")
      }
    }
  }

  private static func settings(file path: String) throws -> [JSONSetting] {
    var file = try InputFile(path: path)
    let bytes = try file.readAll()
    do { return try JSONSetting.all(parsing: bytes) } catch {
      throw BadInput("\(file.path):\(error)")
    }
  }

  /// The limits of a file of settings, such as {"limits": {"position": 60}}: what a reload takes into
  /// force instead of all that were.
  public static func limits(file path: String) throws -> [RunIdentity.Setting] {
    try settings(file: path).map { setting in
      guard setting.path.hasPrefix("limits.") else {
        throw BadInput(
          "\(path):\(setting.line):\(setting.column): '\(setting.path)' is no limit")
      }
      return RunIdentity.Setting(setting.path, setting.text)
    }
  }

  /// The market that the arguments name.
  public static func market(_ arguments: ParsedArguments, seed: UInt64) throws -> MarketInput {
    if let path = try arguments.valueIfGiven("tape", as: .text) {
      if try arguments.isGiven("duration") {
        throw arguments.conflict("--duration is for simulated markets: leave it or --tape out")
      }
      return try MarketInput(path: path)
    }
    let text = try arguments.value("duration", as: .text)
    do throws(SettingFailure) {
      return MarketInput(seed: seed, duration: try SettingText.duration(text))
    } catch {
      throw arguments.badValue("duration", value: text, expected: error.expected)
    }
  }
}
