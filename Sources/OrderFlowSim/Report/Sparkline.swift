/// A row of numbers as a row of small bars.
enum Sparkline {
  private static let bars = Array("▁▂▃▄▅▆▇█")

  /// One bar a bucket, each the mean of the values that fall into it, scaled from the smallest to
  /// the largest bucket; a bucket without values is a space.
  static func text(_ values: [Int64?], width: Int) -> String {
    let buckets = means(values, count: min(width, values.count))
    let known = buckets.compactMap { $0 }
    guard let low = known.min(), let high = known.max() else { return "" }
    let span = max(1, high - low)
    return String(
      buckets.map { bucket in
        guard let bucket else { return " " }
        return bars[min(bars.count - 1, Int((bucket - low) * Int128(bars.count) / span))]
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
