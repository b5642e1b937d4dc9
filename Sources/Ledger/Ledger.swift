public import Core

/// Double-entry books of one owner: cash, positions at cost, gains, fees.
///
/// Every cause is posted whole or not at all, its lines sum to zero, and so does each currency over
/// all accounts at any time. Nothing here estimates: an unrealised gain is computed from a mark that
/// the caller names, and is never posted.
///
///     fill, buy 10 at 50, fee 1      cash −500, position +500 · cash −1, fees +1
///     fill, sell 4 at 60             cash +240, position −200, realised −40
///
/// - Complexity: O(log instruments) a fill; no allocation beyond the caller's buffer.
public struct Ledger: Sendable {
  /// The currencies, by number.
  public let currencies: [Currency]
  /// The instruments, by number.
  public let holdings: [Holding]

  /// Balances in the order of `currencies`; positions in that of `holdings`.
  private(set) var cash: [Money]
  private(set) var capital: [Money]
  private(set) var positions: [Position]

  /// Empty books; nil where a number is used twice or a holding's currency is not there.
  public init?(currencies: [Currency], holdings: [Holding]) {
    let currencies = currencies.sorted { $0.id < $1.id }
    let holdings = holdings.sorted { $0.instrument < $1.instrument }
    let isUnique =
      zip(currencies, currencies.dropFirst()).allSatisfy { $0.id < $1.id }
      && zip(holdings, holdings.dropFirst()).allSatisfy { $0.instrument < $1.instrument }
    guard isUnique, holdings.allSatisfy({ one in currencies.contains { $0.id == one.currency } })
    else { return nil }
    self.currencies = currencies
    self.holdings = holdings
    cash = Array(repeating: Money(rawValue: 0), count: currencies.count)
    capital = cash
    positions = Array(repeating: Position(), count: holdings.count)
  }

  /// Posts money that the owner pays in, or takes out when it is negative.
  public mutating func deposit(
    _ amount: Money, _ currency: CurrencyID, cause: TapeSequence, into postings: inout [Posting]
  ) throws(LedgerRefusal) {
    guard let place = place(of: currency) else { throw .unknownCurrency }
    guard amount.rawValue != 0 else { throw .nothingToPost }
    let newCash = try Self.sum(cash[place], amount)
    let newCapital = try Self.difference(capital[place], amount)
    let owed = try Self.negated(amount)
    cash[place] = newCash
    capital[place] = newCapital
    postings.append(Posting(cause: cause, account: .cash(currency), amount: amount))
    postings.append(Posting(cause: cause, account: .capital(currency), amount: owed))
  }

  /// Posts a fill and its fee.
  public mutating func post(
    _ fill: LedgerFill, into postings: inout [Posting]
  ) throws(LedgerRefusal) {
    guard let place = place(of: fill.instrument) else { throw .unknownInstrument }
    let holding = holdings[place]
    guard let cashPlace = self.place(of: holding.currency) else { throw .unknownCurrency }
    guard fill.quantity > .zero else { throw .nothingToPost }
    let plan = try FillPlan(
      fill, on: positions[place], holding, currencies[cashPlace].scale)
    // Everything that can be refused comes before the first change.
    var position = positions[place]
    let newCash = try Self.difference(try Self.sum(cash[cashPlace], plan.cash), fill.fee)
    position.quantity = plan.quantity
    position.cost = try Self.sum(position.cost, plan.cost)
    position.realised = try Self.sum(position.realised, plan.gain)
    position.fees = try Self.sum(position.fees, fill.fee)
    position.turnover += Int128(plan.cash.rawValue.magnitude)
    position.fillCount += 1
    let (gain, fee) = (try Self.negated(plan.gain), try Self.negated(fill.fee))
    cash[cashPlace] = newCash
    positions[place] = position
    let (cause, currency) = (fill.cause, holding.currency)
    postings.append(Posting(cause: cause, account: .cash(currency), amount: plan.cash))
    postings.append(Posting(cause: cause, account: .position(fill.instrument), amount: plan.cost))
    if gain.rawValue != 0 {
      postings.append(Posting(cause: cause, account: .realised(fill.instrument), amount: gain))
    }
    if fee.rawValue != 0 {
      postings.append(Posting(cause: cause, account: .cash(currency), amount: fee))
      postings.append(Posting(cause: cause, account: .fees(fill.instrument), amount: fill.fee))
    }
  }

  private static func sum(_ left: Money, _ right: Money) throws(LedgerRefusal) -> Money {
    let (sum, overflow) = left.rawValue.addingReportingOverflow(right.rawValue)
    guard !overflow else { throw .balanceOverflow }
    return Money(rawValue: sum)
  }

  private static func difference(_ left: Money, _ right: Money) throws(LedgerRefusal) -> Money {
    let (difference, overflow) = left.rawValue.subtractingReportingOverflow(right.rawValue)
    guard !overflow else { throw .balanceOverflow }
    return Money(rawValue: difference)
  }

  private static func negated(_ amount: Money) throws(LedgerRefusal) -> Money {
    try difference(Money(rawValue: 0), amount)
  }
}

extension Ledger {
  /// Money at hand; nil for a currency that is not there.
  public func cash(_ currency: CurrencyID) -> Money? { place(of: currency).map { cash[$0] } }

  /// What the owner has paid in, less what was taken out.
  public func capital(_ currency: CurrencyID) -> Money? {
    // The account is kept as what the ledger owes its owner.
    place(of: currency).flatMap { try? Self.negated(capital[$0]) }
  }

  /// What is held of an instrument; nil for one that is not there.
  /// - Complexity: O(log instruments).
  public func position(_ instrument: InstrumentID) -> Position? {
    place(of: instrument).map { positions[$0] }
  }

  /// The sum of all accounts of a currency: zero, always (INV-LEDGER-1).
  public func trialBalance(_ currency: CurrencyID) -> Int128? {
    guard let place = place(of: currency) else { return nil }
    var sum = Int128(cash[place].rawValue) + Int128(capital[place].rawValue)
    for (holding, position) in zip(holdings, positions) where holding.currency == currency {
      sum += Int128(position.cost.rawValue) - Int128(position.realised.rawValue)
      sum += Int128(position.fees.rawValue)
    }
    return sum
  }

  /// Whether every currency sums to zero.
  public var isBalanced: Bool { currencies.allSatisfy { trialBalance($0.id) == 0 } }

  /// Takes balances that were saved; the caller checks that they balance.
  mutating func restore(cash: [Money], capital: [Money], positions: [Position]) {
    self.cash = cash
    self.capital = capital
    self.positions = positions
  }

  private func place(of currency: CurrencyID) -> Int? {
    currencies.firstIndex { $0.id == currency }
  }

  func place(of instrument: InstrumentID) -> Int? {
    var (low, high) = (0, holdings.count)
    while low < high {
      let middle = (low + high) / 2
      if holdings[middle].instrument < instrument { low = middle + 1 } else { high = middle }
    }
    return low < holdings.count && holdings[low].instrument == instrument ? low : nil
  }
}
