internal import Core
internal import Wire

/// The rows of a sweep, from one process or from many: the same rows give the same result, in
/// whatever order and however often they come.
public struct SweepResult: Sendable {
  /// The sweep's name; nil before the first row.
  public private(set) var sweep: UInt64?
  private var rows: [SweepRow?] = []

  /// Nothing yet.
  public init() {}

  /// Why a row cannot belong here.
  public enum Refusal: Error, Sendable, Equatable {
    /// It is another sweep's.
    case otherSweep(UInt64)
    /// The same combination came before with another result: something is not deterministic.
    case contradiction(index: Int)
  }

  /// Takes a row in; one that is there already changes nothing.
  public mutating func add(_ row: SweepRow) throws(Refusal) {
    if sweep == nil {
      sweep = row.sweep
      rows = Array(repeating: nil, count: row.of)
    }
    guard row.sweep == sweep, row.of == rows.count else { throw .otherSweep(row.sweep) }
    if let known = rows[row.index], known != row { throw .contradiction(index: row.index) }
    rows[row.index] = row
  }

  /// Whether a combination's row is there.
  public func contains(_ index: Int) -> Bool { rows.indices.contains(index) && rows[index] != nil }

  /// How many rows there are.
  public var count: Int { rows.reduce(0) { $0 + ($1 == nil ? 0 : 1) } }

  /// Combinations that are missing, in order.
  public var missing: [Int] { rows.indices.filter { rows[$0] == nil } }

  /// Digest of all rows in the order of the combinations.
  public var traceHash: UInt64 {
    var hash = TraceHash()
    for case .some(let row) in rows {
      hash.fold(UInt64(row.index))
      hash.fold(row.traceHash)
      hash.endEvent()
    }
    return hash.value
  }

  /// A table with a line a combination, the P&L as a curve where one setting is varied, and the hash
  /// as the last line.
  public var text: String {
    let present = rows.compactMap(\.self)
    var table = TextTable()
    guard let first = present.first else { return "trace-hash: \(String(hexadecimal: traceHash))" }
    let shown = first.figures.indices.filter { index in
      // Behind a strategy's name, where there are several.
      let name = first.figures[index].name.split(separator: ":").last ?? ""
      let bare = name.drop { $0 == " " }
      return Self.shown.contains { bare.hasPrefix($0) }
    }
    table.add(first.values.map(\.name) + shown.map { first.figures[$0].name })
    for row in present {
      table.add(row.values.map(\.value) + shown.map { row.figures[$0].value })
    }
    var lines = table.lines
    if first.values.count == 1, let curve = Self.curve(present) { lines += ["", curve] }
    lines += ["", "trace-hash: \(String(hexadecimal: traceHash))"]
    return lines.joined(separator: "\n")
  }

  /// The rows as one JSON document.
  public var json: [UInt8] {
    JSONWriter.object(.indented) { document in
      document.array("rows") { list in
        for case .some(let row) in rows {
          list.object { item in
            item.member("index", row.index)
            item.object("values") { for one in row.values { $0.member(one.name, one.value) } }
            item.object("figures") { for one in row.figures { $0.member(one.name, one.value) } }
            item.member("trace_hash", String(hexadecimal: row.traceHash))
          }
        }
      }
      document.member("trace_hash", String(hexadecimal: traceHash))
    }
  }

  private static let shown = ["net P&L", "maximum drawdown", "turnover", "fills", "Sharpe"]

  /// The first figure, which is the net P&L, over the values of the only axis.
  private static func curve(_ rows: [SweepRow]) -> String? {
    let values = rows.map { row -> Int64? in
      guard let text = row.figures.first?.value else { return nil }
      return Int64(text.filter { $0 != "." })
    }
    guard let line = Sparkline(values, width: max(8, values.count)) else { return nil }
    return "net P&L along \(rows[0].values[0].name): \(line.bars)"
  }
}
