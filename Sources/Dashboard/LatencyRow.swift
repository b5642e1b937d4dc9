internal import Obs

/// A line of the latencies: quantiles of one summary and one set of labels.
struct LatencyRow: Equatable {
  let name: String
  /// Billionths of seconds: nanoseconds. 50, 95, 99 and 99.9 of a hundred.
  private(set) var quantiles: [Int128?] = [nil, nil, nil, nil]
  private(set) var count: Int128 = 0

  /// Written as pages write them.
  static let columns = ["0.5", "0.95", "0.99", "0.999"]

  /// The summaries of times that hold anything, in the order of the page.
  static func all(of samples: [MetricSample]) -> [LatencyRow] {
    var rows: [LatencyRow] = []
    for sample in samples where sample.kind == .summary {
      let name = Self.name(of: sample)
      guard let name else { continue }
      let place = rows.firstIndex { $0.name == name } ?? rows.count
      if place == rows.count { rows.append(LatencyRow(name: name)) }
      rows[place].take(sample)
    }
    return rows.filter { $0.count > 0 }
  }

  private mutating func take(_ sample: MetricSample) {
    if let text = sample.label("quantile"), let column = Self.columns.firstIndex(of: text) {
      quantiles[column] = sample.billionths
    } else if sample.name.hasSuffix("_count") {
      count = (sample.billionths ?? 0) / Amount.billion
    }
  }

  /// Nil for a summary of something else than seconds.
  private static func name(of sample: MetricSample) -> String? {
    var name = sample.name[...]
    if name.hasSuffix("_sum") { name = name.dropLast(4) }
    if name.hasSuffix("_count") { name = name.dropLast(6) }
    guard name.hasSuffix("_seconds") else { return nil }
    name = name.dropLast(8)
    if name.hasSuffix("_quantile") { name = name.dropLast(9) }
    if name.hasPrefix("truetape_") { name = name.dropFirst(9) }
    let labels = sample.labels.filter { $0.name != "quantile" }.map(\.value)
    return ([String(name)] + labels).joined(separator: " ")
  }
}
