public import Core

// Tests write `price: 9998`: raw counts as literals. A literal outside the legal range is a fault of
// the test and traps.

extension Price: ExpressibleByIntegerLiteral {
  /// The price with this raw count.
  public init(integerLiteral value: Int64) {
    guard let price = Price(rawValue: value) else { preconditionFailure("price \(value)") }
    self = price
  }
}

extension Quantity: ExpressibleByIntegerLiteral {
  /// The quantity with this raw count.
  public init(integerLiteral value: Int64) {
    guard let quantity = Quantity(rawValue: value) else { preconditionFailure("quantity \(value)") }
    self = quantity
  }
}

extension Timestamp: ExpressibleByIntegerLiteral {
  /// The time this many nanoseconds after the epoch.
  public init(integerLiteral value: Int64) {
    guard let time = Timestamp(nanoseconds: value) else { preconditionFailure("time \(value)") }
    self = time
  }
}

extension OrderID: ExpressibleByIntegerLiteral {
  /// The order with this number.
  public init(integerLiteral value: UInt64) { self.init(value) }
}

extension TradeID: ExpressibleByIntegerLiteral {
  /// The trade with this number.
  public init(integerLiteral value: UInt64) { self.init(value) }
}

extension PartyID: ExpressibleByIntegerLiteral {
  /// The party with this number.
  public init(integerLiteral value: UInt32) { self.init(value) }
}

extension InstrumentID: ExpressibleByIntegerLiteral {
  /// The instrument with this number.
  public init(integerLiteral value: UInt32) { self.init(value) }
}

extension RegimeID: ExpressibleByIntegerLiteral {
  /// The regime with this number.
  public init(integerLiteral value: UInt32) { self.init(value) }
}

extension TapeSequence: ExpressibleByIntegerLiteral {
  /// The place on the tape.
  public init(integerLiteral value: UInt64) { self.init(value) }
}

extension DecimalScale: ExpressibleByIntegerLiteral {
  /// The scale with this many digits.
  public init(integerLiteral value: Int) {
    guard let scale = DecimalScale(digits: value) else { preconditionFailure("scale \(value)") }
    self = scale
  }
}

extension Money: ExpressibleByIntegerLiteral {
  /// The amount with this raw count.
  public init(integerLiteral value: Int64) { self.init(rawValue: value) }
}
