/// One sample that was read from a page of metrics.
public struct MetricSample: Sendable, Equatable {
  /// Name and value of a label.
  public struct Label: Sendable, Equatable {
    /// As written.
    public let name: String
    /// Its escapes undone.
    public let value: String
  }

  /// The sample's own name: that of its family, perhaps with `_bucket`, `_sum` or `_count`.
  public let name: String
  /// What the page says of the family.
  public let kind: MetricKind
  /// In the order of the page.
  public let labels: [Label]
  /// Billionths of the unit, cut behind the ninth digit; nil where there is no finite number.
  public let billionths: Int128?

  /// The value of a label.
  public func label(_ name: String) -> String? { labels.first { $0.name == name }?.value }
}

/// What the samples of a family are, as its `# TYPE` says.
public enum MetricKind: String, Sendable {
  /// Only grows while the process lives.
  case counter
  /// Goes up and down.
  case gauge
  /// Cumulative buckets, sum and count.
  case histogram
  /// Quantiles, sum and count.
  case summary
  /// The page does not say.
  case untyped
}
