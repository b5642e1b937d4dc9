internal import Core

/// One setting that a sweep varies, with the values it takes.
public struct SweepAxis: Sendable, Equatable {
  /// Name of the setting.
  public let key: String
  /// Its values, as they would be typed.
  public let values: [String]

  /// Reads `NAME=VALUE;VALUE…`; values themselves may hold commas.
  public init(parsing text: String) throws(PlanError) {
    let expected = "NAME=VALUE;VALUE…, such as exec.entry=fixed:1ms;fixed:5ms"
    guard let equals = text.firstIndex(of: "=") else {
      throw PlanError(key: "vary", text: text, expected: expected)
    }
    key = String(text[..<equals])
    values = text[text.index(after: equals)...].split(separator: ";").map(String.init)
    let isUnique = values.indices.allSatisfy { !values[..<$0].contains(values[$0]) }
    guard !key.isEmpty, !values.isEmpty, isUnique else {
      throw PlanError(key: "vary", text: text, expected: expected + ", each value once")
    }
  }
}

/// Every combination of the axes' values on one base plan.
public struct SweepPlan: Sendable {
  /// What is not varied.
  public let base: BacktestPlan
  /// What is, the last axis varying fastest.
  public let axes: [SweepAxis]

  /// Most points of a sweep.
  public static let pointLimit = 1_000_000

  /// Tries every value of every axis once.
  /// - Throws: `PlanError` naming the value that does not fit.
  public init(_ base: BacktestPlan, axes: [SweepAxis]) throws(PlanError) {
    self.base = base
    self.axes = axes
    var product = 1
    for axis in axes {
      let (next, overflow) = product.multipliedReportingOverflow(by: axis.values.count)
      guard !overflow, next <= Self.pointLimit else {
        throw PlanError(
          key: "vary", text: axis.key, expected: "at most \(Self.pointLimit) combinations")
      }
      product = next
      for value in axis.values {
        var plan = base
        try plan.apply(key: axis.key, text: value)
      }
    }
    guard !axes.isEmpty else {
      throw PlanError(key: "vary", text: "", expected: "at least one NAME=VALUE;VALUE…")
    }
  }

  /// How many combinations there are.
  public var count: Int { axes.reduce(1) { $0 * $1.values.count } }

  /// The values of one combination, in the order of the axes.
  public func values(at index: Int) -> [String] {
    var rest = index
    var values: [String] = []
    for axis in axes.reversed() {
      values.append(axis.values[rest % axis.values.count])
      rest /= axis.values.count
    }
    return values.reversed()
  }

  /// The plan of one combination.
  public func plan(at index: Int) throws(PlanError) -> BacktestPlan {
    var plan = base
    for (axis, value) in zip(axes, values(at: index)) { try plan.apply(key: axis.key, text: value) }
    return plan
  }

  /// Names the sweep: equal markets, settings and axes, equal names. Shards that do not share it are
  /// not merged.
  public func identity(on market: MarketTape) -> UInt64 {
    var writer = ByteWriter()
    writer.append(market.hash)
    for setting in base.settings {
      writer.append(setting.name)
      writer.append(setting.value)
    }
    for axis in axes {
      writer.append(axis.key)
      for value in axis.values { writer.append(value) }
    }
    return TraceHash.of(writer.bytes)
  }
}
