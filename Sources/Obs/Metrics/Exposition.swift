import Core

/// A page of metrics in the Prometheus text format, version 0.0.4.
///
/// ```swift
/// var page = Exposition()
/// page.counter("truetape_rejects_total", "Requests refused, by reason.") { family in
///   for reason in RejectReason.allCases {
///     family.sample(.count(metrics.rejects[reason]), ["reason": "\(reason.token)"])
///   }
/// }
/// page.gauge("truetape_queue_depth", "Messages waiting in the inbox.", .count(3))
/// ```
///     # HELP truetape_queue_depth Messages waiting in the inbox.
///     # TYPE truetape_queue_depth gauge
///     truetape_queue_depth 3
///
/// Samples carry no time: a scrape is of now. Every page is well formed: texts are escaped, and a
/// character that a name may not have becomes `_`. That names and label sets differ is the caller's
/// part, as is that counters only grow.
///
/// https://prometheus.io/docs/instrumenting/exposition_formats/
public struct Exposition: Sendable {
  /// Media type of the page, for an HTTP response.
  public static let mediaType: StaticString = "text/plain; version=0.0.4; charset=utf-8"

  /// The page so far; each line ends with a line feed.
  public private(set) var bytes: [UInt8] = []

  /// An empty page.
  public init() {}

  /// A figure that only grows while the process lives; its name ends in `_total`.
  public mutating func counter(
    _ name: StaticString, _ help: String, _ body: (inout MetricFamily) -> Void
  ) {
    family(name, help, "counter", body)
  }

  /// A counter without labels.
  public mutating func counter(_ name: StaticString, _ help: String, _ value: MetricValue) {
    counter(name, help) { $0.sample(value) }
  }

  /// A figure that goes up and down.
  public mutating func gauge(
    _ name: StaticString, _ help: String, _ body: (inout MetricFamily) -> Void
  ) {
    family(name, help, "gauge", body)
  }

  /// A gauge without labels.
  public mutating func gauge(_ name: StaticString, _ help: String, _ value: MetricValue) {
    gauge(name, help) { $0.sample(value) }
  }

  /// Spans of time counted in cumulative buckets, for a server to add up and interpolate.
  public mutating func histogram(
    _ name: StaticString, _ help: String, _ body: (inout MetricFamily) -> Void
  ) {
    family(name, help, "histogram", body)
  }

  /// Spans of time with quantiles already taken, for people to read.
  public mutating func summary(
    _ name: StaticString, _ help: String, _ body: (inout MetricFamily) -> Void
  ) {
    family(name, help, "summary", body)
  }

  private mutating func family(
    _ name: StaticString, _ help: String, _ type: StaticString,
    _ body: (inout MetricFamily) -> Void
  ) {
    var family = MetricFamily(name: name, page: bytes)
    bytes = []  // one owner while the family grows
    family.describe(help, type)
    body(&family)
    bytes = family.page
  }
}
