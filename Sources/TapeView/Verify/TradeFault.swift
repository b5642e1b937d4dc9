public import Core

/// One of the three events in which a venue tells of a trade.
public enum TradePart: UInt8, Sendable, CaseIterable {
  /// The `Trade` event.
  case print
  /// The `Fill` of the order that rested.
  case maker
  /// The `Fill` of the order that took.
  case taker

  /// How reports call it.
  public var name: StaticString {
    switch self {
    case .print: "print"
    case .maker: "maker fill"
    case .taker: "taker fill"
    }
  }
}

/// A thing that the events of one trade say, and two of them say differently.
public enum TradeFact: Sendable, Equatable {
  /// The price.
  case price(Price, other: Price)
  /// How much traded.
  case quantity(Quantity, other: Quantity)
  /// The side that took: the taker's own, the opposite of the maker's.
  case aggressor(Side, other: Side)
  /// The order that rested.
  case maker(OrderID, other: OrderID)
  /// The order that took.
  case taker(OrderID, other: OrderID)
}

/// What is wrong with a trade.
public enum TradeFault: Sendable, Equatable {
  /// Two of its events contradict one another.
  case contradiction(TradePart, TradePart, TradeFact)
  /// One of its events is not there.
  case missing(TradePart)
  /// One of its events is there twice, or the number belongs to the trade before.
  case repeated(TradePart)
  /// Its print leaves out who took, who rested, or the side: our own venue knows them.
  case anonymous
  /// Its number does not follow on that of the instrument's trade before it.
  case number(expected: UInt64)
}

extension TradeFault {
  /// One clause in words; figures at the instrument's scales.
  func text(_ scales: ViolationText) -> String {
    switch self {
    case .contradiction(let part, let other, let fact):
      let (name, value, otherValue) = fact.words(scales)
      return "its \(part.name) has \(name) \(value), its \(other.name) \(otherValue)"
    case .missing(let part): return "its \(part.name) is missing"
    case .repeated(let part): return "a second \(part.name) with this number"
    case .anonymous: return "its print does not name aggressor, maker and taker"
    case .number(let expected): return "number \(expected) should follow"
    }
  }
}

extension TradeFact {
  fileprivate func words(_ scales: ViolationText) -> (StaticString, String, String) {
    switch self {
    case .price(let price, let other): ("price", scales.text(price), scales.text(other))
    case .quantity(let quantity, let other):
      ("quantity", scales.text(quantity), scales.text(other))
    case .aggressor(let side, let other): ("aggressor", "\(side.token)", "\(other.token)")
    case .maker(let id, let other): ("maker order", "\(id.rawValue)", "\(other.rawValue)")
    case .taker(let id, let other): ("taker order", "\(id.rawValue)", "\(other.rawValue)")
    }
  }
}
