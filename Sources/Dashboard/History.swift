internal import Core

/// The last figures of one kind, for a sparkline.
struct History {
  private static let length = 60
  private var values: [Int64?] = []

  mutating func append(_ value: Int128?) {
    if values.count == Self.length { values.removeFirst() }
    values.append(value.map { Int64(clamping: $0) })
  }

  /// One bar a figure, the newest to the right.
  func line(width: Int) -> Sparkline? {
    Sparkline(Array(values.suffix(max(0, width))), width: width)
  }
}
