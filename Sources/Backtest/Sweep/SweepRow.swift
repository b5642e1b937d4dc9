internal import Core
internal import Wire

/// What came of one combination: one line of JSON in a sweep's file.
public struct SweepRow: Sendable, Equatable {
  /// The sweep that it belongs to.
  public let sweep: UInt64
  /// How many combinations the sweep has.
  public let of: Int
  /// Which of them this is, from 0.
  public let index: Int
  /// The values of the axes, in their order.
  public let values: [RunIdentity.Setting]
  /// The figures of a report's table, all seats one after the other.
  public let figures: [RunIdentity.Setting]
  /// Trace hash of the run.
  public let traceHash: UInt64

  /// The row of a finished run.
  public init(_ report: BacktestReport, at index: Int, of plan: SweepPlan, sweep: UInt64) {
    self.sweep = sweep
    of = plan.count
    self.index = index
    values = zip(plan.axes, plan.values(at: index)).map { RunIdentity.Setting($0.key, $1) }
    figures = report.seats.flatMap { seat in
      report.rows.map { row in
        let name = row.name.drop { $0 == " " }
        return RunIdentity.Setting(
          report.seats.count == 1 ? String(name) : "\(seat.strategy): \(name)", row.value(seat))
      }
    }
    traceHash = report.traceHash
  }

  /// The line, without its end.
  public var line: [UInt8] {
    JSONWriter.object { row in
      row.member("sweep", String(hexadecimal: sweep))
      row.member("of", of)
      row.member("index", index)
      row.object("values") { list in
        for value in values { list.member(value.name, value.value) }
      }
      row.object("figures") { list in
        for figure in figures { list.member(figure.name, figure.value) }
      }
      row.member("trace_hash", String(hexadecimal: traceHash))
    }
  }

  /// Reads a line back; nil for what no `line` could have written, such as one that was cut off.
  public init?(line: Span<UInt8>) {
    guard let value = try? JSONValue(parsing: line),
      let sweep = Self.word(value["sweep"]), let hash = Self.word(value["trace_hash"]),
      let of = value["of"]?.integer, let index = value["index"]?.integer,
      let values = Self.settings(value["values"]), let figures = Self.settings(value["figures"]),
      index >= 0, index < of, of <= Int64(SweepPlan.pointLimit)
    else { return nil }
    self.sweep = sweep
    self.of = Int(of)
    self.index = Int(index)
    self.values = values
    self.figures = figures
    traceHash = hash
  }

  private static func word(_ value: JSONValue?) -> UInt64? {
    guard let text = value?.string, text.utf8.count == 16 else { return nil }
    return UInt64(text, radix: 16)
  }

  private static func settings(_ value: JSONValue?) -> [RunIdentity.Setting]? {
    guard let members = value?.members else { return nil }
    var settings: [RunIdentity.Setting] = []
    for member in members {
      guard let text = member.value.string else { return nil }
      settings.append(RunIdentity.Setting(member.name, text))
    }
    return settings
  }
}
