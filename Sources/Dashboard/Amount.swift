internal import Core

/// Figures as a person reads them.
enum Amount {
  static let billion: Int128 = 1_000_000_000

  /// `1,234,567`, or `0.25` where the whole would hide a small figure.
  static func text(_ billionths: Int128?) -> String {
    guard let billionths else { return "-" }
    let (whole, rest) = billionths.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
    var text = billionths < 0 ? "-" : ""
    text += grouped(whole)
    if whole < 100, rest > 0 {
      let hundredths = rest / 10_000_000
      text += hundredths < 10 ? ".0\(hundredths)" : ".\(hundredths)"
    }
    return text
  }

  /// `12.3 us` of nanoseconds.
  static func time(_ nanoseconds: Int128?) -> String {
    FigureText.duration(nanoseconds.map { Double($0) })
  }

  /// `23.4 MB` of billionths of bytes.
  static func bytes(_ billionths: Int128?) -> String {
    guard let billionths else { return "-" }
    return FigureText.fixed(Double(billionths) / 1e15, digits: 1) + " MB"
  }

  private static func grouped(_ count: UInt128) -> String {
    var text = ""
    for (index, digit) in String(count).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
