internal import Core

/// Several results side by side, with one hash over all of them.
public struct ReportComparison: Sendable {
  private var columns: [(title: String, report: BacktestReport)] = []

  /// Nothing to compare.
  public init() {}

  /// Adds a column for each of a result's strategies.
  public mutating func add(_ report: BacktestReport, title: String) {
    columns.append((title, report))
  }

  /// A table of all figures, what each column assumed, and the hash as the last line.
  public var text: String {
    var table = TextTable()
    let seats = columns.flatMap { column in
      column.report.seats.map { seat in
        let isAlone = column.report.seats.count == 1
        return (
          title: isAlone ? column.title : "\(column.title) \(seat.strategy)",
          report: column.report, seat: seat
        )
      }
    }
    table.add([""] + seats.map(\.title))
    for (place, row) in (columns.first?.report.rows ?? []).enumerated() {
      table.add([row.name] + seats.map { $0.report.rows[place].value($0.seat) })
    }
    table.add(["trace hash"] + seats.map { String(hexadecimal: $0.report.traceHash) })
    var lines = table.lines
    for column in columns {
      lines += ["", "\(column.title):"]
      lines += column.report.assumptions.map { "  \($0)" }
    }
    var hash = TraceHash()
    for column in columns { hash.fold(column.report.traceHash) }
    return (lines + ["", "trace-hash: \(String(hexadecimal: hash.value))"])
      .joined(separator: "\n")
  }
}
