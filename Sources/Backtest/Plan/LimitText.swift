internal import Core
internal import Risk

/// The text of one limit, read as what the limit is.
///
/// Money and quantities are typed in whole units; how many decimals they may have is only known
/// where the market is. Before that a text is held to its form alone, and read as one unit.
struct LimitText {
  let text: String
  /// Decimals of a quantity; nil where the market is not known yet.
  var quantityScale: DecimalScale?
  /// Decimals of money; nil where the market is not known yet.
  var moneyScale: DecimalScale?

  private static let hundredths = DecimalScale(digits: 2) ?? .whole

  func quantity() throws(SettingFailure) -> Quantity {
    guard let quantity = Quantity(rawValue: try amount(quantityScale)) else {
      throw expected("a quantity")
    }
    return quantity
  }

  func money() throws(SettingFailure) -> Money { Money(rawValue: try amount(moneyScale)) }

  func orders() throws(SettingFailure) -> OrderCount {
    let most = UInt64(OrderCount.capacity.rawValue)
    guard let count = OrderCount(UInt32(clamping: try SettingText.count(text, in: 1...most))) else {
      throw expected("a number of orders")
    }
    return count
  }

  /// `10/1s`: ten at once, and ten more evenly in each second.
  func pace() throws(SettingFailure) -> Pace {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let form = "a number and a time of at most a day, such as 10/1s"
    guard halves.count == 2, let count = UInt32(halves[0]) else { throw expected(form) }
    guard let pace = Pace(count, per: try SettingText.duration(halves[1])) else {
      throw expected(form)
    }
    return pace
  }

  /// `5%`: a part of a price or a value, in hundredths of a percent.
  func part() throws(SettingFailure) -> BasisPoints {
    guard text.hasSuffix("%") else { throw expected("a share such as 2.5%") }
    let raw = try SettingText.decimal(
      String(text.dropLast()), digits: Self.hundredths, in: 1...1_000_000)
    guard let part = BasisPoints(UInt32(clamping: raw)) else { throw expected("a share") }
    return part
  }

  /// `2.5`: a multiple of equity.
  func leverage() throws(SettingFailure) -> Leverage {
    let raw = try SettingText.decimal(text, digits: Self.hundredths, in: 1...100_000_000)
    guard let leverage = Leverage(hundredths: UInt32(clamping: raw)) else {
      throw expected("a multiple")
    }
    return leverage
  }

  func time() throws(SettingFailure) -> Nanoseconds {
    let time = try SettingText.duration(text)
    guard time > .zero else { throw expected("a time above 0") }
    return time
  }

  func timeOfDay() throws(SettingFailure) -> Nanoseconds {
    let time = try SettingText.duration(text)
    guard time < Pace.longestInterval else { throw expected("a time after midnight, such as 14h") }
    return time
  }

  func days() throws(SettingFailure) -> UInt8 {
    UInt8(clamping: try SettingText.count(text, in: 0...10))
  }

  func flag() throws(SettingFailure) -> Bool {
    guard text == "on" || text == "off" else { throw expected("on or off") }
    return text == "on"
  }

  private func amount(_ scale: DecimalScale?) throws(SettingFailure) -> Int64 {
    if let scale {
      return try SettingText.decimal(text, digits: scale, in: 1...1_000_000_000_000_000)
    }
    let isNumber = !text.isEmpty && text.allSatisfy { $0.isNumber || $0 == "." }
    guard isNumber else { throw expected("a number above 0, or none") }
    return 1
  }

  private func expected(_ what: String) -> SettingFailure { SettingFailure(what) }
}
