import Core
import Ledger
import Samples

/// Two currencies and three instruments for the tests.
enum Books {
  static let dollars = CurrencyID(1)
  static let coins = CurrencyID(2)
  /// Two decimals of price, whole shares, dollars.
  static let share = InstrumentID(1)
  /// A future that stands for 50 units, dollars.
  static let future = InstrumentID(2)
  /// Quoted in coins with eight decimals of quantity.
  static let token = InstrumentID(3)

  static func empty() throws -> Ledger {
    let digits = { (count: Int) in try scale(count) }
    let holdings = [
      Holding(
        instrument: share, priceScale: try digits(2), quantityScale: .whole, currency: dollars),
      Holding(
        instrument: future, priceScale: try digits(2), quantityScale: .whole, currency: dollars,
        multiplier: 50),
      Holding(
        instrument: token, priceScale: try digits(4), quantityScale: try digits(8),
        currency: coins),
    ]
    let ledger = Ledger(
      currencies: [
        Currency(id: dollars, name: "USD", scale: try digits(2)),
        Currency(id: coins, name: "BTC", scale: try digits(8)),
      ], holdings: holdings.compactMap { $0 })
    guard let ledger else { throw Unusable() }
    return ledger
  }

  static func scale(_ digits: Int) throws -> DecimalScale {
    guard let scale = DecimalScale(digits: digits) else { throw Unusable() }
    return scale
  }

  struct Unusable: Error {}
}
