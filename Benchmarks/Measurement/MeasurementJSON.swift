/// The document that programs read: one object, fields that do not apply left out.
public enum MeasurementJSON {
  /// Measurements as one line of JSON without an end of line.
  public static func document(_ measurements: [Measurement]) -> String {
    "{\"benchmarks\":[" + measurements.map(object).joined(separator: ",") + "]}"
  }

  private static func object(_ measurement: Measurement) -> String {
    let latency = measurement.latency
    let fields: [(key: String, text: String?)] = [
      ("name", quoted(measurement.name)),
      ("unit", quoted(measurement.unit)),
      ("min", DecimalText.text(measurement.rate.minimum, places: 1)),
      ("median", DecimalText.text(measurement.rate.median, places: 1)),
      ("max", DecimalText.text(measurement.rate.maximum, places: 1)),
      ("p50_ns", nanos(latency?.p50)),
      ("p95_ns", nanos(latency?.p95)),
      ("p99_ns", nanos(latency?.p99)),
      ("p999_ns", nanos(latency?.p999)),
      ("max_ns", nanos(latency?.maximum)),
      ("allocs_per_op", perOperation(measurement.allocations?.calls)),
      ("bytes_per_op", perOperation(measurement.allocations?.bytes)),
      ("result_hash", quoted(Hexadecimal.text(measurement.resultHash))),
    ]
    let members = fields.compactMap { field in field.text.map { "\"\(field.key)\":\($0)" } }
    return "{" + members.joined(separator: ",") + "}"
  }

  private static func nanos(_ value: Double?) -> String? {
    value.flatMap { DecimalText.text($0, places: 1) }
  }

  private static func perOperation(_ value: Double?) -> String? {
    value.flatMap { DecimalText.text($0, places: 6) }
  }

  /// Names and units are ours; what JSON reserves is escaped all the same.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
