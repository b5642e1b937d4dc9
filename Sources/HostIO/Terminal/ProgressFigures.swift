/// How far a long work is, and the line of text that says so.
///
/// Reads no clock.
public struct ProgressFigures: Equatable, Sendable {
  /// What is going on: `reading trace.rpl`.
  public let label: String
  /// What is counted, in the plural: `events`, `bytes`.
  public let unit: String
  /// Units done.
  public let done: Int64
  /// Units in all, where known.
  public let total: Int64?
  /// Time spent so far.
  public let elapsedNanos: Int64

  /// Gathers the figures of one moment.
  public init(label: String, unit: String, done: Int64, total: Int64?, elapsedNanos: Int64) {
    self.label = label
    self.unit = unit
    self.done = done
    self.total = total
    self.elapsedNanos = elapsedNanos
  }

  /// Units a second since the start.
  public var rate: Double {
    elapsedNanos > 0 ? Double(done) * 1e9 / Double(elapsedNanos) : 0
  }

  /// Whole seconds to the end at the rate so far; `nil` when the total or the rate is unknown.
  public var secondsLeft: Int64? {
    guard let total, rate > 0 else { return nil }
    return Int64(min(Double(max(0, total - done)) / rate, 1e9).rounded(.up))
  }

  /// One line that fits the width: `reading a.rpl  42%  1.2 M of 2.9 M events  820 k/s  0:03 left`.
  public func text(width: Int) -> String {
    var parts = [label]
    if let total, total > 0 {
      parts.append("\(Int(min(100, Double(done) * 100 / Double(total))))%")
      parts.append("\(Self.scaled(done)) of \(Self.scaled(total)) \(unit)")
    } else {
      parts.append("\(Self.scaled(done)) \(unit)")
    }
    parts.append("\(Self.scaled(Int64(min(rate, 9e18))))/s")
    if let secondsLeft { parts.append("\(Self.minutes(secondsLeft)) left") }
    return String(parts.joined(separator: "  ").prefix(max(0, width)))
  }

  /// At most four digits and a letter for thousands, rounded down: `999`, `1.2 k`, `34 M`.
  static func scaled(_ count: Int64) -> String {
    var unit: Int64 = 1
    for letter in ["", " k", " M", " G"] {
      let whole = count / unit
      if whole < 1_000 || letter == " G" {
        let tenths = unit > 1 && whole < 100 ? ".\(count / (unit / 10) % 10)" : ""
        return "\(whole)\(tenths)\(letter)"
      }
      unit *= 1_000
    }
    return "\(count)"
  }

  /// `0:07`, `12:30`, `3:04:05`.
  static func minutes(_ seconds: Int64) -> String {
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60)
    let tail = padded(seconds % 60)
    return hours > 0 ? "\(hours):\(padded(minutes)):\(tail)" : "\(minutes):\(tail)"
  }

  private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
