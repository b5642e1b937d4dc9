/// Why an engine cannot be set up.
public enum EngineSetupError: Error, Sendable, Equatable {
  /// A contract multiplier below 1.
  case badMultiplier(symbol: String)
  /// Two instruments of one number.
  case repeatedInstrument
  /// Capital that the books cannot hold.
  case badCapital
  /// Limits that do not fit the instruments and strategies; the sentence names each.
  case badLimits(String)
}

extension EngineSetupError: CustomStringConvertible {
  /// One sentence with the remedy.
  public var description: String {
    switch self {
    case .badMultiplier(let symbol): "the multiplier of \(symbol) must be 1 or more"
    case .repeatedInstrument: "the tape's header names an instrument twice"
    case .badLimits(let sentence): sentence
    case .badCapital: "the capital is more than the books can hold"
    }
  }
}
