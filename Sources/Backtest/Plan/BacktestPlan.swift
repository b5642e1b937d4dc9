public import Core
public import Engine
public import ExecSim
public import Risk
internal import Strategy

/// Everything that shapes a backtest but the market itself.
public struct BacktestPlan: Sendable {
  /// Seed of the venue's delays, and of a simulated market.
  public var seed: UInt64 = 42
  /// The strategies by their catalogue names, in seat order.
  public var strategies: [String] = ["market-maker"]
  /// Settings of strategies, `NAME.PARAMETER`, in the order given; of one given twice the last holds.
  public var parameters: [RunIdentity.Setting] = []
  /// Books and valuation.
  public var engine: EngineConfiguration
  /// The stretch of the tape on which the strategies trade.
  public var window = SessionWindow.whole
  /// What may leave.
  var limits = PlanLimits()
  /// How the venue executes.
  public var execution = ExecutionConfiguration.realistic

  /// The default plan: the market maker with a million, executed realistically.
  public init() {
    engine = EngineConfiguration()
    engine.capital = Money(rawValue: 1_000_000 * engine.moneyScale.unitsPerWhole)
  }

  /// A session of this plan on a tape with this header, before its first event.
  /// - Throws: `PlanError` naming the setting that does not fit.
  public func session(
    on header: TapeHeader, keepsTape: Bool = false
  ) throws(PlanError) -> Session {
    let instruments = header.instruments
    guard !instruments.isEmpty else {
      throw PlanError(
        key: "tape", text: "", expected: "a tape whose header declares an instrument")
    }
    var named: [NamedStrategy] = []
    for name in strategies { named.append(try strategy(name, instruments)) }
    var configuration = self.engine
    if limits != PlanLimits() {
      configuration.limits = try limits.rules(on: instruments, of: strategies, configuration)
    }
    let engine: Engine
    do throws(EngineSetupError) {
      engine = try Engine(
        configuration, instruments: instruments, firstParty: Self.firstParty(on: header),
        strategies: named)
    } catch { throw PlanError(key: "engine", text: "", expected: error.description) }
    let venue = SimulatedVenue(execution, instruments: instruments, seed: seed)
    return Session(engine, at: venue, window: window, keepsTape: keepsTape)
  }

  /// The limits that these settings make for a session of this plan: what they do not name is off.
  /// - Throws: `PlanError` naming a setting that is no limit, or does not fit.
  public func limits(
    _ settings: [RunIdentity.Setting], on header: TapeHeader
  ) throws(PlanError) -> RiskLimits {
    var plan = self
    plan.limits = PlanLimits()
    for setting in settings {
      guard setting.name.hasPrefix("limits.") else {
        throw PlanError(key: setting.name, text: setting.value, expected: "a limit")
      }
      try plan.apply(key: setting.name, text: setting.value)
    }
    return try plan.limits.rules(on: header.instruments, of: strategies, engine)
  }

  /// The strategies trade as parties behind those of the tape.
  public static func firstParty(on header: TapeHeader) -> PartyID {
    PartyID(UInt32(header.parties.count + 1))
  }

  /// Who commands: the party behind the strategies.
  public func operatorParty(on header: TapeHeader) -> PartyID {
    PartyID(UInt32(header.parties.count + strategies.count + 1))
  }

  /// A session's tape names its strategies and its operator as parties.
  public func sessionHeader(on header: TapeHeader) -> TapeHeader {
    var own = header
    // The tape of who trades there, not of the venue: what it says came when it arrived.
    own.seed = nil
    for name in strategies { _ = own.parties.add("strategy-\(name)") }
    _ = own.parties.add("operator")
    return own
  }

  private func strategy(
    _ name: String, _ instruments: [Instrument]
  ) throws(PlanError) -> NamedStrategy {
    try StrategySeat.make(name, parameters(of: name), instruments)
  }

  /// What was set of a strategy, without its name.
  func parameters(of strategy: String) -> [(name: String, text: String)] {
    parameters.filter { $0.name.hasPrefix("\(strategy).") }.map {
      (name: String($0.name.dropFirst(strategy.utf8.count + 1)), text: $0.value)
    }
  }
}

/// A setting that does not fit.
public struct PlanError: Error, Sendable, Equatable {
  /// Its name.
  public let key: String
  /// The text it was given.
  public let text: String
  /// What was expected instead.
  public let expected: String

  /// Takes every field.
  public init(key: String, text: String, expected: String) {
    self.key = key
    self.text = text
    self.expected = expected
  }
}

extension PlanError: CustomStringConvertible {
  /// One line that names key, text and remedy.
  public var description: String { "\(key): '\(text)': expected \(expected)" }
}
