internal import Obs

/// What a figure is to an operator, the gravest first.
enum Concern: CaseIterable {
  /// Our own bugs.
  case invariant
  /// Refused, lost or failed.
  case error
  /// Everything else that only grows.
  case count
  /// What goes up and down.
  case gauge

  init(_ sample: MetricSample) {
    let parts = sample.name.split(separator: "_")
    func names(_ words: [String]) -> Bool {
      words.contains { word in parts.contains { $0.hasPrefix(word) } }
    }
    if names(["invariant", "violation"]) {
      self = .invariant
    } else if names(["reject", "drop", "error", "fail", "missing", "refus"]) {
      self = .error
    } else {
      self = sample.kind == .counter ? .count : .gauge
    }
  }
}

/// A line of the list: one counter or gauge.
struct CounterRow: Equatable {
  /// Place on the page.
  let place: Int
  let name: String
  let concern: Concern
  /// Billionths.
  let value: Int128?
  /// Billionths a second; nil for gauges, and until two pages were read.
  let perSecond: Int128?

  /// Whether it is a kind of error of which there was none.
  var isUnseenError: Bool { concern == .error && value == 0 }

  /// The name as the list shows it: without what all of ours share, the labels' values behind it.
  static func name(of sample: MetricSample) -> String {
    var name = sample.name[...]
    if name.hasPrefix("truetape_") { name = name.dropFirst(9) }
    if name.hasSuffix("_total") { name = name.dropLast(6) }
    return ([String(name)] + sample.labels.map(\.value)).joined(separator: " ")
  }
}
