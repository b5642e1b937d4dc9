internal import Core
internal import Wire

/// The document that programs read: one object, fields that do not apply left out.
public enum MeasurementJSON {
  /// Measurements as one line of JSON without an end of line.
  public static func document(_ measurements: [Measurement]) -> String {
    let bytes = JSONWriter.object { document in
      document.array("benchmarks") { list in
        for measurement in measurements { list.object { write(measurement, to: &$0) } }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(_ measurement: Measurement, to object: inout JSONObjectWriter) {
    object.member("name", measurement.name)
    object.member("unit", measurement.unit)
    write("min", measurement.rate.minimum, digits: 1, to: &object)
    write("median", measurement.rate.median, digits: 1, to: &object)
    write("max", measurement.rate.maximum, digits: 1, to: &object)
    if let latency = measurement.latency {
      write("p50_ns", latency.p50, digits: 1, to: &object)
      write("p95_ns", latency.p95, digits: 1, to: &object)
      write("p99_ns", latency.p99, digits: 1, to: &object)
      write("p999_ns", latency.p999, digits: 1, to: &object)
      write("max_ns", latency.maximum, digits: 1, to: &object)
    }
    if let allocations = measurement.allocations {
      write("allocs_per_op", allocations.calls, digits: 6, to: &object)
      write("bytes_per_op", allocations.bytes, digits: 6, to: &object)
    }
    object.member("result_hash", String(hexadecimal: measurement.resultHash))
  }

  /// A rounded decimal; a figure that is no number is left out.
  private static func write(
    _ name: String, _ value: Double, digits: Int, to object: inout JSONObjectWriter
  ) {
    guard let scale = DecimalScale(digits: digits),
      let raw = Int64(exactly: (value * Double(scale.unitsPerWhole)).rounded())
    else { return }
    object.decimal(name, raw, scale)
  }
}
