/// A row of numbers as a row of small bars, with the ends of their scale.
public struct Sparkline: Sendable, Equatable {
  /// The least mean of a bucket, in thousandths of the values' unit.
  public let lowest: Int128
  /// The greatest mean of a bucket, in thousandths of the values' unit.
  public let highest: Int128
  /// One bar a bucket, scaled from the lowest to the highest; a bucket without values is a space.
  public let bars: String

  private static let heights = Array("▁▂▃▄▅▆▇█")

  /// Each bucket is the mean of the values that fall into it; `nil` when there is no value at all.
  public init?(_ values: [Int64?], width: Int) {
    let buckets = Self.means(values, count: max(0, min(width, values.count)))
    let known = buckets.compactMap { $0 }
    guard let low = known.min(), let high = known.max() else { return nil }
    let span = max(1, high - low)
    lowest = low
    highest = high
    bars = String(
      buckets.map { bucket in
        guard let bucket else { return " " }
        let height = Int((bucket - low) * Int128(Self.heights.count) / span)
        return Self.heights[min(Self.heights.count - 1, height)]
      })
  }

  private static func means(_ values: [Int64?], count: Int) -> [Int128?] {
    (0..<count).map { bucket in
      let range = bucket * values.count / count..<(bucket + 1) * values.count / count
      let known = values[range].compactMap { $0 }
      // Thousandfold, so that means that differ by less than one unit still draw apart.
      let sum = known.reduce(Int128(0)) { $0 + Int128($1) }
      return known.isEmpty ? nil : sum * 1000 / Int128(known.count)
    }
  }
}
