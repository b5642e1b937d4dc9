internal import Core

/// Every limit of a gate, checked as a whole: what is in force is either all of one set or all of
/// another.
public struct RiskLimits: Sendable, Equatable {
  /// Of the account.
  public let account: AccountLimits
  /// Of the instruments; what is not listed may not be traded.
  public let instruments: [InstrumentLimits]
  /// Of the strategies; who is not listed has those of the account.
  public let strategies: [StrategyLimits]

  /// Refuses limits that make no sense, naming every field that is wrong.
  public init(
    account: AccountLimits = AccountLimits(), instruments: [InstrumentLimits],
    strategies: [StrategyLimits] = []
  ) throws(InvalidLimits) {
    let faults =
      account.faults
      + instruments.flatMap(\.faults)
      + LimitFault.repeated(instruments.map(\.symbol), in: "instruments")
      + strategies.flatMap(\.faults)
      + LimitFault.repeated(strategies.map(\.name), in: "strategies")
    guard faults.isEmpty else { throw InvalidLimits(faults: faults) }
    self.account = account
    self.instruments = instruments
    self.strategies = strategies
  }

  /// Names this set of limits on the tape: the hash of its canonical bytes.
  public var configurationHash: UInt64 { stateHash }

  /// Whether a rule compares amounts of money.
  var concernsMoney: Bool {
    account.leverage != nil || account.checksMargin
      || instruments.contains { $0.orderNotional != nil }
      || strategies.contains { $0.budget != nil }
  }
}

extension AccountLimits {
  fileprivate var faults: [LimitFault] {
    var faults: [LimitFault] = []
    if let dailyLoss, dailyLoss.rawValue <= 0 {
      faults.append(LimitFault("account.dailyLoss", .notPositive))
    }
    if let drawdown, drawdown.rawValue <= 0 {
      faults.append(LimitFault("account.drawdown", .notPositive))
    }
    if !(Nanoseconds.zero..<Pace.longestInterval).contains(dayBegins) {
      faults.append(LimitFault("account.dayBegins", .outOfRange("within a day")))
    }
    return faults
  }
}

extension InstrumentLimits {
  fileprivate var faults: [LimitFault] {
    let positives: [(String, Int64?)] = [
      ("multiplier", multiplier), ("maximumAge", maximumAge?.count),
      ("orderSize", orderSize?.rawValue), ("orderNotional", orderNotional?.rawValue),
      ("duplicateWindow", duplicateWindow?.count), ("position", position?.rawValue),
    ]
    var faults = positives.compactMap { field, value in
      value ?? 1 > 0 ? nil : LimitFault("instruments[\(symbol)].\(field)", .notPositive)
    }
    if settlementDays > 10 {
      faults.append(
        LimitFault("instruments[\(symbol)].settlementDays", .outOfRange("0 to 10")))
    }
    return faults
  }
}

extension StrategyLimits {
  fileprivate var faults: [LimitFault] {
    guard let budget, budget.rawValue <= 0 else { return [] }
    return [LimitFault("strategies[\(name)].budget", .notPositive)]
  }
}

extension LimitFault {
  fileprivate static func repeated(_ names: [String], in list: String) -> [LimitFault] {
    names.indices.compactMap { place in
      names[..<place].contains(names[place])
        ? LimitFault("\(list)[\(names[place])]", .repeatedName) : nil
    }
  }
}
