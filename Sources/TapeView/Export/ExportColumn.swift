internal import Core

/// The columns of an exported tape, in their order. Names and order never change; new columns come
/// last. docs/formats/export.md describes them.
enum ExportColumn: Int, CaseIterable, Sendable {
  case sequence, time, received, kind, symbol, source, sourceFirst, sourceLast
  case order, owner, side, type, price, quantity, left, timeInForce, isPostOnly, reason, request
  case fill, trade, role, aggressor, maker, taker, action, isFirst, isLast, isKept
  case bid, bidQuantity, ask, askQuantity, tick, lot, minimum, status, regime, gapFirst, gapLast
  case timer, verdict, limit, observed, command, configuration
  case trigger, triggerPrice, display, until, selfTrade, isReduceOnly, slides
  case group, other, entry, scope, phase, reference, collar, endsWithDay

  /// What a value looks like: a number or `true`/`false` as it stands, or text in quotes.
  enum Form: Sendable {
    case number
    case text
    case flag
  }

  /// Name in the header of a CSV file, and of the member of a JSON line.
  var name: StaticString { Self.table[rawValue].name }
  var form: Form { Self.table[rawValue].form }
  /// Key of the payload's field on the tape; nil for the envelope.
  var key: StaticString? { Self.table[rawValue].key }

  private static let table: [(name: StaticString, form: Form, key: StaticString?)] = [
    ("seq", .number, nil), ("time_ns", .number, nil), ("received_ns", .number, nil),
    ("kind", .text, nil), ("symbol", .text, nil), ("source", .text, nil),
    ("source_first", .number, nil), ("source_last", .number, nil),
    ("order_id", .number, "id"), ("owner", .text, "owner"), ("side", .text, "side"),
    ("order_type", .text, "type"), ("price", .number, "price"), ("quantity", .number, "qty"),
    ("remaining", .number, "left"), ("time_in_force", .text, "tif"), ("post_only", .flag, "post"),
    ("reason", .text, "reason"), ("request", .text, "of"), ("fill_number", .number, "fill"),
    ("trade_id", .number, "trade"), ("role", .text, "role"), ("aggressor", .text, "aggressor"),
    ("maker_id", .number, "maker"), ("taker_id", .number, "taker"), ("action", .text, "action"),
    ("is_first", .flag, "begin"), ("is_last", .flag, "end"), ("kept_place", .flag, "kept"),
    ("bid", .number, "bid"), ("bid_quantity", .number, "bid-qty"), ("ask", .number, "ask"),
    ("ask_quantity", .number, "ask-qty"), ("tick", .number, "tick"), ("lot", .number, "lot"),
    ("minimum", .number, "minimum"), ("status", .text, "status"), ("regime", .text, "name"),
    ("gap_first", .number, "first"), ("gap_last", .number, "last"), ("timer", .number, "timer"),
    ("verdict", .text, "verdict"), ("limit", .number, "limit"), ("observed", .number, "observed"),
    ("command", .text, "command"), ("configuration", .number, "config"),
    ("trigger", .text, "trigger"), ("trigger_price", .number, "at"), ("display", .number, "show"),
    ("until_ns", .number, "until"), ("self_trade", .text, "stp"), ("reduce_only", .flag, "reduce"),
    ("slides", .flag, "slide"), ("group", .text, "group"), ("other_id", .number, "other"),
    ("entry_id", .number, "entry"), ("scope", .text, "scope"), ("phase", .text, "phase"),
    ("reference", .number, "reference"), ("collar", .number, "collar"),
    ("ends_with_day", .flag, "day"),
  ]

  /// The column of a payload's field; nil for a key that no column has.
  /// - Complexity: one or two comparisons of short words.
  static func of(_ key: StaticString) -> ExportColumn? {
    let length = key.utf8CodeUnitCount
    guard length < byLength.count else { return nil }
    let word = key.description
    return byLength[length].first { $0.word == word }?.column
  }

  private static let byLength: [[(word: String, column: ExportColumn)]] = {
    var table = [[(word: String, column: ExportColumn)]](repeating: [], count: 16)
    for column in allCases {
      guard let key = column.key else { continue }
      table[key.utf8CodeUnitCount].append((key.description, column))
    }
    return table
  }()
}
