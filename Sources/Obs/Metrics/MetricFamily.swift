public import Core

/// The samples of one metric: everything between two `# HELP` lines.
public struct MetricFamily {
  private let name: StaticString
  private(set) var page: [UInt8]

  /// Labels in the order in which they are written.
  public typealias Labels = KeyValuePairs<StaticString, String>

  init(name: StaticString, page: consuming [UInt8]) {
    self.name = name
    self.page = page
  }

  /// Writes one sample; no two of a family have the same labels.
  public mutating func sample(_ value: MetricValue, _ labels: Labels = [:]) {
    begin("", labels, extra: nil)
    end(value)
  }

  /// Writes spans of time as cumulative buckets, sum and count.
  ///
  /// The bounds are the ends of the histogram's own cells, one nanosecond below each power of two
  /// from 128 ns to a second, so that each bucket is exact.
  public mutating func buckets(_ spans: borrowing LogLinearHistogram, _ labels: Labels = [:]) {
    var below: UInt64 = 0
    var cell = 0
    for exponent in Self.exponents {
      let bound = UInt64(1) << exponent - 1
      let last = LogLinearHistogram.cell(of: bound)
      while cell <= last {
        below &+= spans.count(inCell: cell)
        cell += 1
      }
      var text: [UInt8] = []
      MetricValue.seconds(nanoseconds: UInt128(bound)).append(to: &text)
      begin("_bucket", labels, extra: ("le", String(decoding: text, as: UTF8.self)))
      end(.count(below))
    }
    begin("_bucket", labels, extra: ("le", "+Inf"))
    end(.count(spans.count))
    total(spans, labels)
  }

  /// Writes spans of time as quantiles, sum and count; a quantile of nothing is `NaN`.
  ///
  /// Quantiles are by nearest rank, to within the histogram's 0.8 %.
  public mutating func quantiles(_ spans: borrowing LogLinearHistogram, _ labels: Labels = [:]) {
    for (text, millionths) in Self.quantiles {
      let span = spans.quantile(millionths: millionths)
      begin("", labels, extra: ("quantile", text))
      end(span.map { .seconds(nanoseconds: UInt128($0)) } ?? .none)
    }
    total(spans, labels)
  }

  /// Writes sum and count of what has no quantiles, such as a summary of depths.
  public mutating func total(sum: UInt64, count: UInt64, _ labels: Labels = [:]) {
    begin("_sum", labels, extra: nil)
    end(.count(sum))
    begin("_count", labels, extra: nil)
    end(.count(count))
  }

  private static let exponents: ClosedRange<UInt64> = 7...30
  private static let quantiles: [(String, UInt64)] = [
    ("0.5", 500_000), ("0.95", 950_000), ("0.99", 990_000), ("0.999", 999_000),
  ]

  /// Writes the comments that stand before the samples.
  mutating func describe(_ help: String, _ type: StaticString) {
    page.append(text: "# HELP ")
    append(name)
    page.append(UInt8(ascii: " "))
    appendEscaped(help, quotes: false)
    page.append(text: "\n# TYPE ")
    append(name)
    page.append(UInt8(ascii: " "))
    page.append(text: type)
    page.append(UInt8(ascii: "\n"))
  }

  private mutating func total(_ spans: borrowing LogLinearHistogram, _ labels: Labels) {
    begin("_sum", labels, extra: nil)
    end(.seconds(nanoseconds: spans.sum))
    begin("_count", labels, extra: nil)
    end(.count(spans.count))
  }

  private mutating func begin(
    _ suffix: StaticString, _ labels: Labels, extra: (name: StaticString, value: String)?
  ) {
    append(name)
    page.append(text: suffix)
    var separator = UInt8(ascii: "{")
    for (name, value) in labels { append(name, value, behind: &separator) }
    if let extra { append(extra.name, extra.value, behind: &separator) }
    if separator != UInt8(ascii: "{") { page.append(UInt8(ascii: "}")) }
    page.append(UInt8(ascii: " "))
  }

  private mutating func end(_ value: MetricValue) {
    value.append(to: &page)
    page.append(UInt8(ascii: "\n"))
  }

  private mutating func append(
    _ name: StaticString, _ value: String, behind separator: inout UInt8
  ) {
    page.append(separator)
    separator = UInt8(ascii: ",")
    append(name)
    page.append(text: "=\"")
    appendEscaped(value, quotes: true)
    page.append(UInt8(ascii: "\""))
  }

  /// Letters, digits (not first) and `_`, as metrics and labels both allow.
  private mutating func append(_ name: StaticString) {
    let start = page.count
    page.append(text: name)
    for index in page.indices[start...] {
      switch page[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "_"):
        continue
      case UInt8(ascii: "0")...UInt8(ascii: "9") where index > start: continue
      default: page[index] = UInt8(ascii: "_")  // open set: bytes
      }
    }
    if page.count == start { page.append(UInt8(ascii: "_")) }
  }

  private mutating func appendEscaped(_ text: String, quotes: Bool) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\\"): page.append(text: "\\\\")
      case UInt8(ascii: "\n"): page.append(text: "\\n")
      case UInt8(ascii: "\"") where quotes: page.append(text: "\\\"")
      default: page.append(byte)  // open set: bytes
      }
    }
  }
}
