internal import Core
internal import ExecSim
internal import Strategy

extension BacktestPlan {
  /// Gives the setting `key` the value that `text` says. Keys are those of `PlanSetting.all`,
  /// `exec` (ideal or realistic, the whole model), and `NAME.PARAMETER` of the catalogue's strategies,
  /// whose values are checked when the session is made.
  public mutating func apply(key: String, text: String) throws(PlanError) {
    if key == "exec" {
      switch text {
      case "ideal": execution = .ideal
      case "realistic": execution = .realistic
      default:  // open set: any other word
        throw PlanError(key: key, text: text, expected: "ideal or realistic")
      }
      return
    }
    if let setting = PlanSetting.all.first(where: { $0.key == key }) {
      do throws(SettingFailure) { try setting.write(&self, text) } catch {
        throw PlanError(key: key, text: text, expected: error.expected)
      }
      return
    }
    // Of a strategy that does not trade a parameter may be said; of one that nobody knows it is a slip.
    let strategy = key.split(separator: ".").first.map(String.init) ?? ""
    guard key.contains("."), StrategyCatalog.names.contains(strategy) else {
      let known = (["exec"] + PlanSetting.all.map(\.key)).joined(separator: ", ")
      throw PlanError(
        key: key, text: text, expected: "one of \(known), or STRATEGY.PARAMETER")
    }
    parameters.removeAll { $0.name == key }
    parameters.append(RunIdentity.Setting(key, text))
  }

  /// Every setting in force: the table's, then all parameters of each strategy, defaults included. A
  /// limit that is off is not in force, so that a rule more moves no hash of a run without it.
  public var settings: [RunIdentity.Setting] {
    PlanSetting.all.map { RunIdentity.Setting($0.key, $0.read(self)) }
      .filter { !$0.name.hasPrefix("limits.") || $0.value != "none" }
      + strategies.flatMap { name in
        // What does not fit is refused when the session is made; here it has no value in force.
        (try? StrategySeat.complete(name, parameters(of: name))) ?? []
      }
  }
}
