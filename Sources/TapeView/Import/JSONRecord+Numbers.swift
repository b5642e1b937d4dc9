internal import Core

// Prices and quantities: exact, or refused.
extension JSONRecord {
  /// The member's price.
  func price(_ name: StaticString, _ scale: DecimalScale) throws(RecordFailure) -> Price {
    try price(try numeral(name), of: name, scale)
  }

  /// The member's quantity.
  func quantity(_ name: StaticString, _ scale: DecimalScale) throws(RecordFailure) -> Quantity {
    try quantity(try numeral(name), of: name, scale)
  }

  /// The price that is written there; `name` is the member that it comes from.
  func price(
    _ numeral: JSONNumeral, of name: StaticString, _ scale: DecimalScale
  ) throws(RecordFailure) -> Price {
    let raw = try raw(numeral, of: name, scale, option: "price-digits")
    guard let price = Price(rawValue: raw) else {
      throw failure(name, .number(field: name.description, .outOfRange))
    }
    return price
  }

  /// The quantity that is written there; `name` is the member that it comes from.
  func quantity(
    _ numeral: JSONNumeral, of name: StaticString, _ scale: DecimalScale
  ) throws(RecordFailure) -> Quantity {
    let raw = try raw(numeral, of: name, scale, option: "quantity-digits")
    guard let quantity = Quantity(rawValue: raw) else {
      throw failure(name, .number(field: name.description, .outOfRange))
    }
    return quantity
  }

  private func raw(
    _ numeral: JSONNumeral, of name: StaticString, _ scale: DecimalScale, option: String
  ) throws(RecordFailure) -> Int64 {
    do { return try decimal(numeral, scale) } catch {
      let field = name.description
      throw failure(
        name,
        error == .offScale ? .tooFine(field: field, option: option) : .number(field: field, error))
    }
  }
}

extension DecimalScale {
  /// The scale that a decimal number is written at: as many digits as stand behind its point, up
  /// to nine; nil when it is no plain decimal number.
  init?(of numeral: String) {
    let parts = numeral.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, numeral.utf8.allSatisfy({ $0 < 0x3A && $0 > 0x2C && $0 != 0x2F })
    else { return nil }
    self.init(digits: parts.count == 2 ? min(9, parts[1].utf8.count) : 0)
  }
}
