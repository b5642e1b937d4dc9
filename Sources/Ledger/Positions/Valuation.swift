public import Core

/// A price at which something is valued, and when it was seen.
public struct Mark: BitwiseCopyable, Sendable, Equatable {
  /// The price.
  public let price: Price
  /// When the market showed it.
  public let time: Timestamp

  /// Takes both.
  public init(_ price: Price, at time: Timestamp) {
    self.price = price
    self.time = time
  }
}

/// Why something cannot be valued: a missing or old mark gives no figure, instead of a wrong one.
public enum ValuationRefusal: UInt8, Error, Sendable, Equatable, CaseIterable {
  /// No such currency or instrument.
  case unknown = 1
  /// Something is held and nobody says what it is worth.
  case markMissing = 2
  /// The mark is older than allowed.
  case markStale = 3
  /// The value does not fit into money.
  case overflow = 4
}

extension Ledger {
  /// What a position would bring at its mark, less its cost; never posted.
  /// - Complexity: O(log instruments).
  public func unrealised(
    _ instrument: InstrumentID, mark: Mark?, at now: Timestamp, maximumAge: Nanoseconds
  ) throws(ValuationRefusal) -> Money {
    guard let place = place(of: instrument) else { throw .unknown }
    let value = try marketValue(place, mark, now, maximumAge)
    let (gain, overflow) = value.subtractingReportingOverflow(positions[place].cost.rawValue)
    guard !overflow else { throw .overflow }
    return Money(rawValue: gain)
  }

  /// Cash and all positions of a currency at their marks.
  /// - Complexity: O(instruments).
  public func equity(
    _ currency: CurrencyID, at now: Timestamp, maximumAge: Nanoseconds,
    mark: (InstrumentID) -> Mark?
  ) throws(ValuationRefusal) -> Money {
    try equity(currency, at: now, maximumAge: maximumAge) { instrument, _ in mark(instrument) }
  }

  /// As above, for marks that depend on whether what is held is short.
  /// - Complexity: O(instruments).
  public func equity(
    _ currency: CurrencyID, at now: Timestamp, maximumAge: Nanoseconds,
    mark: (InstrumentID, _ isShort: Bool) -> Mark?
  ) throws(ValuationRefusal) -> Money {
    guard let money = cash(currency) else { throw .unknown }
    var equity = money.rawValue
    for (place, holding) in holdings.enumerated() where holding.currency == currency {
      let isShort = positions[place].quantity < .zero
      let value = try marketValue(place, mark(holding.instrument, isShort), now, maximumAge)
      let (sum, overflow) = equity.addingReportingOverflow(value)
      guard !overflow else { throw .overflow }
      equity = sum
    }
    return Money(rawValue: equity)
  }

  /// What is held at a place is worth this; nothing is worth nothing, whatever its mark.
  private func marketValue(
    _ place: Int, _ mark: Mark?, _ now: Timestamp, _ maximumAge: Nanoseconds
  ) throws(ValuationRefusal) -> Int64 {
    let position = positions[place]
    let holding = holdings[place]
    guard position.quantity != .zero else { return 0 }
    guard let mark else { throw .markMissing }
    guard now.nanoseconds - mark.time.nanoseconds <= maximumAge.count else { throw .markStale }
    let scale = currencies.first { $0.id == holding.currency }?.scale
    let isShort = position.quantity < .zero
    guard let scale, let quantity = Quantity(magnitudeOf: position.quantity),
      let value = holding.value(
        mark.price, quantity, currencyScale: scale, rounding: isShort ? .up : .down)
    else { throw .overflow }
    return isShort ? -value.rawValue : value.rawValue
  }
}

extension Quantity {
  /// How much a position is, without its direction; nil above what a quantity may be.
  init?(magnitudeOf position: SignedQuantity) { self.init(rawValue: abs(position.rawValue)) }
}
