/// Reads lengths of time as people type them: a decimal number and a unit, nothing between.
///
///     ns us ms s m h d
public enum DurationText {
  /// Nanoseconds, or `nil` when the text has another shape, is finer than one nanosecond, or does
  /// not fit.
  public static func nanoseconds(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard let unitStart = bytes.firstIndex(where: { !isDigit($0) && $0 != 0x2E }),
      let unit = unitNanos(bytes[unitStart...])
    else { return nil }
    return scaled(bytes[..<unitStart], by: unit)
  }

  private static func unitNanos(_ unit: ArraySlice<UInt8>) -> Int64? {
    switch String(decoding: unit, as: UTF8.self) {
    case "ns": 1
    case "us": 1_000
    case "ms": 1_000_000
    case "s": 1_000_000_000
    case "m": 60_000_000_000
    case "h": 3_600_000_000_000
    case "d": 86_400_000_000_000
    default: nil
    }
  }

  /// The number times the unit, exact: each decimal must leave a whole count of nanoseconds.
  private static func scaled(_ number: ArraySlice<UInt8>, by unit: Int64) -> Int64? {
    let parts = number.split(separator: 0x2E, maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, !whole.isEmpty, parts.allSatisfy({ $0.allSatisfy(isDigit) })
    else { return nil }
    guard var total = product(of: whole, unit) else { return nil }
    guard parts.count == 2 else { return total }
    if parts[1].isEmpty { return nil }
    var step = unit
    for digit in parts[1] {
      let value = Int64(digit - 0x30)
      step = step.isMultiple(of: 10) ? step / 10 : 0
      guard value == 0 || step > 0 else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(value * step)
      if overflow { return nil }
      total = sum
    }
    return total
  }

  private static func product(of digits: ArraySlice<UInt8>, _ unit: Int64) -> Int64? {
    guard let value = Int64(String(decoding: digits, as: UTF8.self)) else { return nil }
    let (product, overflow) = value.multipliedReportingOverflow(by: unit)
    return overflow ? nil : product
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
