internal import Core

/// The table that people read.
public enum MeasurementTable {
  private static let headings = [
    "benchmark", "unit", "min", "median", "max", "p50 ns", "p95 ns", "p99 ns", "p999 ns", "max ns",
    "allocs/op", "bytes/op", "result hash",
  ]

  /// Lines with aligned columns; a dash stands where a figure does not apply.
  public static func lines(_ measurements: [Measurement]) -> [String] {
    let rows = [headings] + measurements.map(cells)
    let widths = headings.indices.map { column in
      rows.reduce(0) { max($0, $1[column].count) }
    }
    return rows.map { row in
      let padded = row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return column < 2 ? row[column] + space : space + row[column]
      }
      return padded.joined(separator: "  ")
    }
  }

  private static func cells(_ measurement: Measurement) -> [String] {
    let rate = measurement.rate
    let latency = measurement.latency
    let nanos = [latency?.p50, latency?.p95, latency?.p99, latency?.p999, latency?.maximum]
    let allocations = [measurement.allocations?.calls, measurement.allocations?.bytes]
    return [measurement.name, measurement.unit]
      + [rate.minimum, rate.median, rate.maximum].map(DecimalText.short)
      + nanos.map { figure($0, places: 0) } + allocations.map { figure($0, places: 3) }
      + [String(hexadecimal: measurement.resultHash)]
  }

  private static func figure(_ value: Double?, places: Int) -> String {
    value.flatMap { DecimalText.text($0, places: places) } ?? "-"
  }
}
