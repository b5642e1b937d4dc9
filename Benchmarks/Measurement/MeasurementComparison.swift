internal import Core
internal import Wire

/// Measurements beside those of an earlier run, which was kept with `--json`.
///
/// Rates are shown and never judged: a shared machine drifts by a factor. Another result hash is
/// other work, and more allocations an operation are a regression whatever the clock says.
public struct MeasurementComparison {
  /// One line a benchmark, and one for each finding.
  public private(set) var lines: [String] = []
  /// What a check must not let pass.
  public private(set) var findings: [String] = []

  /// Compares with an earlier document; nil when it is not one of `MeasurementJSON`'s.
  public init?(_ measurements: [Measurement], with document: [UInt8]) {
    guard let earlier = try? JSONValue(parsing: document),
      let rows = earlier["benchmarks"]?.elements
    else { return nil }
    for measurement in measurements {
      let row = rows.first { $0["name"]?.string == measurement.name }
      guard let row else {
        lines.append("\(measurement.name): not in the earlier run")
        continue
      }
      compare(measurement, with: row)
    }
  }

  private mutating func compare(_ now: Measurement, with earlier: JSONValue) {
    if let median = earlier.double("median"), median > 0 {
      let ratio = (now.rate.median / median * 1000).rounded() / 1000
      lines.append(
        "\(now.name): median \(DecimalText.short(median)) → "
          + "\(DecimalText.short(now.rate.median)) \(now.unit), \(ratio) ×")
    }
    let hash = String(hexadecimal: now.resultHash)
    if let before = earlier["result_hash"]?.string, before != hash {
      findings.append("\(now.name): other work: result hash \(before) → \(hash)")
    }
    if let calls = now.allocations?.calls, let before = earlier.double("allocs_per_op"),
      calls > before + 0.000_001
    {
      findings.append("\(now.name): more allocations an operation: \(before) → \(calls)")
    }
  }
}

extension JSONValue {
  /// A member's number, near enough for a ratio.
  fileprivate func double(_ name: String) -> Double? {
    self[name]?.number.flatMap { Double($0.text) }
  }
}
