internal import Core
internal import Engine
internal import Risk

/// Limits as they were typed: what they mean depends on the instruments of the market and their
/// scales.
struct PlanLimits: Sendable, Equatable {
  /// In the order of `LimitSetting.all`; nil for a rule that is off.
  private var texts = [String?](repeating: nil, count: LimitSetting.all.count)

  subscript(place: Int) -> String? { texts[place] }

  /// Takes a rule's text, held to its form.
  mutating func set(_ place: Int, _ text: String) throws(SettingFailure) {
    guard text != "none" else {
      texts[place] = nil
      return
    }
    let setting = LimitSetting.all[place]
    for figure in try LimitFigure.all(of: text, named: setting.named) {
      let text = LimitText(text: figure.text)
      switch setting.target {
      case .account(let write):
        var limits = AccountLimits()
        try write(&limits, text)
      case .instruments(let write):
        var limits = InstrumentLimits(symbol: "")
        try write(&limits, text)
      case .strategies(let write):
        var limits = StrategyLimits(name: "")
        try write(&limits, text)
      }
    }
    texts[place] = text
  }

  /// The rules on a market's instruments; what has no text is off.
  func rules(
    on instruments: [Instrument], of strategies: [String], _ engine: EngineConfiguration
  ) throws(PlanError) -> RiskLimits {
    var account = AccountLimits()
    account.currency = instruments.first?.currency ?? "-"
    account.currencyScale = engine.moneyScale
    var own = instruments.map { instrument in
      var limits = InstrumentLimits(symbol: instrument.symbol)
      let multiplier = engine.multipliers.last { $0.symbol == instrument.symbol }
      limits.multiplier = multiplier?.multiplier ?? 1
      return limits
    }
    var seats = strategies.map { StrategyLimits(name: $0) }
    for (setting, text) in zip(LimitSetting.all, texts) {
      guard let text else { continue }
      do throws(SettingFailure) {
        for figure in try LimitFigure.all(of: text, named: setting.named) {
          var text = LimitText(text: figure.text, moneyScale: engine.moneyScale)
          switch setting.target {
          case .account(let write): try write(&account, text)
          case .instruments(let write):
            for place in try figure.places(in: instruments.map(\.symbol)) {
              text.quantityScale = instruments[place].quantityScale
              try write(&own[place], text)
            }
          case .strategies(let write):
            for place in try figure.places(in: strategies) { try write(&seats[place], text) }
          }
        }
      } catch {
        throw PlanError(key: "limits.\(setting.name)", text: text, expected: error.expected)
      }
    }
    do throws(InvalidLimits) {
      return try RiskLimits(account: account, instruments: own, strategies: seats)
    } catch { throw PlanError(key: "limits", text: "", expected: "\(error)") }
  }
}

/// A figure of a limit's text, and whose it is: `60` of all, `ACME=20` of one.
private struct LimitFigure {
  let name: String?
  let text: String

  /// What is for all comes first, so that a name wins wherever it stands.
  static func all(of text: String, named: String?) throws(SettingFailure) -> [LimitFigure] {
    guard let named else { return [LimitFigure(name: nil, text: text)] }
    var figures: [LimitFigure] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = halves.count == 2 ? String(halves[0]) : nil
      guard !figures.contains(where: { $0.name == name }) else {
        throw SettingFailure("a figure for all, \(named)=FIGURE for one, each once")
      }
      figures.append(LimitFigure(name: name, text: String(halves.last ?? "")))
    }
    return figures.filter { $0.name == nil } + figures.filter { $0.name != nil }
  }

  /// Whom it concerns.
  func places(in names: [String]) throws(SettingFailure) -> [Int] {
    guard let name else { return Array(names.indices) }
    guard let place = names.firstIndex(of: name) else {
      throw SettingFailure("names of \(names.joined(separator: ", ")), not \(name)")
    }
    return [place]
  }
}
