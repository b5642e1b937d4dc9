internal import Core

// Prices and quantities: exact, or refused.
extension JSONRecord {
  /// The member's price.
  func price(_ name: String, _ scale: DecimalScale) throws(RecordFailure) -> Price {
    try price(try numeral(name), of: name, scale)
  }

  /// The member's quantity.
  func quantity(_ name: String, _ scale: DecimalScale) throws(RecordFailure) -> Quantity {
    try quantity(try numeral(name), of: name, scale)
  }

  /// A price given as text; `name` is the member that it comes from.
  func price(
    _ text: String, of name: String, _ scale: DecimalScale
  ) throws(RecordFailure) -> Price {
    let raw = try raw(text, of: name, scale, option: "price-digits")
    guard let price = Price(rawValue: raw) else {
      throw failure(name, .number(field: name, .outOfRange))
    }
    return price
  }

  /// A quantity given as text; `name` is the member that it comes from.
  func quantity(
    _ text: String, of name: String, _ scale: DecimalScale
  ) throws(RecordFailure) -> Quantity {
    let raw = try raw(text, of: name, scale, option: "quantity-digits")
    guard let quantity = Quantity(rawValue: raw) else {
      throw failure(name, .number(field: name, .outOfRange))
    }
    return quantity
  }

  private func raw(
    _ text: String, of name: String, _ scale: DecimalScale, option: String
  ) throws(RecordFailure) -> Int64 {
    var scanner = ASCIIScanner(text.utf8.span)
    do throws(ScanFailure) {
      let raw = try scanner.decimal(scale)
      guard scanner.isAtEnd else { throw .expectedDigit }
      return raw
    } catch {
      throw failure(
        name,
        error == .offScale
          ? .tooFine(field: name, option: option) : .number(field: name, error))
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
