public import Core

/// A running total of quantities or notionals that says so when it no longer fits, instead of
/// wrapping or trapping: tapes come from outside.
public struct ExactSum: Sendable, Equatable {
  /// The total in raw units; the last one that fitted when `isOverflowed`.
  public private(set) var rawValue: Int128 = 0
  /// Whether something could not be added.
  public private(set) var isOverflowed = false

  /// Nothing yet.
  public init() {}

  /// Adds a raw count.
  public mutating func add(_ raw: Int128) {
    let (sum, overflow) = rawValue.addingReportingOverflow(raw)
    if overflow { isOverflowed = true } else { rawValue = sum }
  }

  /// Adds a quantity.
  public mutating func add(_ quantity: Quantity) { add(Int128(quantity.rawValue)) }

  /// Adds price times quantity.
  public mutating func add(_ notional: Notional) { add(notional.rawValue) }

  /// The exact decimal text, where raw units are 10⁻ᵈ; `overflow` when it did not fit.
  public func text(digits: Int) -> String {
    if isOverflowed { return "overflow" }
    var digitsText = String(rawValue.magnitude)
    guard digits > 0 else { return rawValue < 0 ? "-" + digitsText : digitsText }
    let missing = digits + 1 - digitsText.utf8.count
    if missing > 0 { digitsText = String(repeating: "0", count: missing) + digitsText }
    let text = "\(digitsText.dropLast(digits)).\(digitsText.suffix(digits))"
    return rawValue < 0 ? "-" + text : text
  }
}
