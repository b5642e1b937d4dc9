internal import Core
internal import Wire

/// Markets side by side: one column a tape, the same statistics in every one.
public struct StylizedTable: Sendable {
  /// One market.
  private struct Column: Sendable {
    let title: String
    let symbol: String
    let figures: [StylizedFigure]
    let events: UInt64
    let traceHash: UInt64
  }

  private var columns: [Column] = []

  /// No columns.
  public init() {}

  /// Adds a market: `symbol` of a tape, or the one with most prints; false when there is none.
  public mutating func add(
    _ stats: TapeStats, symbol wanted: String?, title: String, events: UInt64, traceHash: UInt64
  ) -> Bool {
    guard let symbol = wanted ?? stats.mainSymbol,
      let place = stats.header.instruments.firstIndex(where: { $0.symbol == symbol }),
      let market = stats.instruments[place]
    else { return false }
    let instrument = stats.header.instruments[place]
    columns.append(
      Column(
        title: title, symbol: symbol,
        figures: market.stylized(
          quantityScale: instrument.quantityScale, priceScale: instrument.priceScale),
        events: events, traceHash: traceHash))
    return true
  }

  /// The table for people.
  public var lines: [String] {
    guard let first = columns.first else { return [] }
    var table = TextTable()
    table.add([""] + columns.map(\.title))
    table.add(["symbol"] + columns.map(\.symbol))
    table.add(["events"] + columns.map { "\($0.events)" })
    var section = ""
    for (row, figure) in first.figures.enumerated() {
      if figure.section != section {
        section = figure.section
        table.add([section])
      }
      table.add(["  " + figure.name] + columns.map { $0.figures[row].text })
    }
    return table.lines
  }

  /// `{"markets": [{"tape": …, "symbol": …, "trace_hash": …, figures …}], "trace_hash": "…"}`, on
  /// one line; what is not known is null. Ratios have six decimals.
  public func json(traceHash: UInt64) -> [UInt8] {
    let document = JSONWriter.object { json in
      json.array("markets") { markets in
        for column in columns {
          markets.object { market in
            market.member("tape", column.title)
            market.member("symbol", column.symbol)
            market.member("events", column.events)
            market.member("trace_hash", String(hexadecimal: column.traceHash))
            for figure in column.figures { market.member(figure.key, figure.json) }
          }
        }
      }
      json.member("trace_hash", String(hexadecimal: traceHash))
    }
    return document + [UInt8(ascii: "\n")]
  }
}

extension StylizedFigure {
  fileprivate var json: JSONValue {
    guard form == .duration, let value else { return JSONValue(sixDigits: value) }
    return FigureText.raw(value, digits: 0).map { .number(JSONNumber($0)) } ?? .null
  }
}
