internal import Core
internal import ExecSim

/// Reads and writes the parts of an execution model as they are typed.
enum ExecutionText {
  static func latency(_ text: String) throws(SettingFailure) -> LatencyModel {
    let words = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    switch (words[0], words.count) {
    case ("fixed", 2): return .fixed(try SettingText.duration(words[1]))
    case ("uniform", 3):
      return .uniform(
        minimum: try SettingText.duration(words[1]), spread: try SettingText.duration(words[2]))
    case ("skewed", 3):
      return .skewed(
        minimum: try SettingText.duration(words[1]), typical: try SettingText.duration(words[2]))
    default:  // open set: any other word
      throw SettingFailure("fixed:1ms, uniform:MINIMUM:SPREAD or skewed:MINIMUM:TYPICAL")
    }
  }

  static func text(_ model: LatencyModel) -> String {
    switch model {
    case .fixed(let latency): "fixed:\(SettingText.text(latency))"
    case .uniform(let minimum, let spread):
      "uniform:\(SettingText.text(minimum)):\(SettingText.text(spread))"
    case .skewed(let minimum, let typical):
      "skewed:\(SettingText.text(minimum)):\(SettingText.text(typical))"
    case .recorded(let samples): "recorded:\(samples.count)"
    }
  }

  static func policy(_ text: String) throws(SettingFailure) -> MatchingPolicy {
    switch text {
    case "faithful": return .faithful
    case "counterfactual": return .counterfactual
    default:  // open set: any other word
      throw SettingFailure("faithful or counterfactual")
    }
  }

  static func text(_ policy: MatchingPolicy) -> String {
    switch policy {
    case .faithful: "faithful"
    case .counterfactual: "counterfactual"
    }
  }

  static func queue(_ text: String) throws(SettingFailure) -> QueueModel {
    let words = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    switch (words[0], words.count) {
    case ("front", 1): return .front
    case ("risk-averse", 1): return .riskAverse
    case ("log", 1): return .logarithmic
    case ("power", 2):
      let exponent = try SettingText.count(words[1], in: 1...UInt64(QueueModel.greatestExponent))
      return .power(Int(exponent))
    default:  // open set: any other word
      throw SettingFailure("front, risk-averse, power:N or log")
    }
  }

  static func text(_ queue: QueueModel) -> String {
    switch queue {
    case .front: "front"
    case .riskAverse: "risk-averse"
    case .power(let exponent): "power:\(exponent)"
    case .logarithmic: "log"
    }
  }

  static func slippage(_ text: String) throws(SettingFailure) -> SlippageModel {
    let words = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if words == ["none"] { return .none }
    guard words.count == 2 else {
      throw SettingFailure("none, spread:25%, price:0.01% or volatility:10%")
    }
    let part = Int64(try SettingText.millionths(words[1]))
    switch words[0] {
    case "spread": return .spread(millionths: part)
    case "price": return .price(millionths: part)
    case "volatility": return .volatility(millionths: part)
    default:  // open set: any other word
      throw SettingFailure("none, spread:25%, price:0.01% or volatility:10%")
    }
  }

  static func text(_ slippage: SlippageModel) -> String {
    func share(_ part: Int64) -> String { SettingText.text(millionths: UInt64(max(0, part))) }
    return switch slippage {
    case .none: "none"
    case .spread(let part): "spread:\(share(part))"
    case .price(let part): "price:\(share(part))"
    case .volatility(let part): "volatility:\(share(part))"
    }
  }

  static func staleAfter(_ text: String) throws(SettingFailure) -> Nanoseconds? {
    text == "never" ? nil : try SettingText.duration(text)
  }

  static func flag(_ text: String) throws(SettingFailure) -> Bool {
    switch text {
    case "true": return true
    case "false": return false
    default:  // open set: any other word
      throw SettingFailure("true or false")
    }
  }
}
