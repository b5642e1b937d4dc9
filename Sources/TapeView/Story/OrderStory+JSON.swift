internal import Core
internal import Wire

extension OrderStory {
  /// The story as one JSON document on one line.
  ///
  ///     {"order": 7, "symbol": "ACME", "owner": "maker-1", "side": "buy", "ending": "filled",
  ///      "quantity": 40, "filled": 40, "notional": 4001.20, "fills": 2, "maker_fills": 1,
  ///      "events": [{"seq": 1, "time_ns": 0, "kind": "NewOrder", "remaining": 40,
  ///      "ahead": null, "text": "…"}, …], "trace_hash": "…"}
  public func json(traceHash: UInt64) -> [UInt8] {
    let quantityScale = instrument?.quantityScale ?? .whole
    let digits = (
      price: Int(instrument?.priceScale.digits ?? 0), quantity: Int(quantityScale.digits)
    )
    func quantity(_ raw: Int64?) -> JSONValue {
      raw.map { .number(JSONNumber(decimal: $0, scale: quantityScale)) } ?? .null
    }
    func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
    let owner = account.owner.flatMap { header.parties.name($0.rawValue) }
    let document = JSONWriter.object { json in
      json.member("order", id.rawValue)
      json.member("symbol", text(instrument?.symbol))
      json.member("owner", text(owner))
      json.member("side", text(account.side?.token.description))
      json.member("ending", text(account.end?.how.rawValue))
      json.member("quantity", quantity(account.quantity))
      json.member("filled", JSONValue(account.filled, digits: digits.quantity))
      json.member("notional", JSONValue(account.notional, digits: digits.price + digits.quantity))
      json.member("fills", account.fills)
      json.member("maker_fills", account.makerFills)
      json.array("events") { events in
        for chapter in chapters {
          events.object { event in
            event.member("seq", chapter.event.sequence.rawValue)
            event.member("time_ns", chapter.event.time.nanoseconds)
            event.member("kind", chapter.event.kind.name.description)
            event.member("remaining", quantity(chapter.remaining))
            event.member("ahead", quantity(chapter.ahead))
            event.member("text", chapter.text)
          }
        }
      }
      json.member("trace_hash", String(hexadecimal: traceHash))
    }
    return document + [UInt8(ascii: "\n")]
  }
}
