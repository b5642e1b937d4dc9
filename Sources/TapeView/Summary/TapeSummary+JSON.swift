internal import Core
internal import Wire

extension TapeSummary {
  /// The figures as one JSON document on one line, with everything that the text form has and all
  /// parties; decimals are JSON numbers with all their digits, null where there is none.
  ///
  ///     {"passed": {…}, "total": {…}, "times_backward": 0, "skipped_lines": 0,
  ///      "first_skipped": null, "complete": true, "trace_hash": "…"}
  public func json(traceHash: UInt64, isComplete: Bool) -> [UInt8] {
    let document = JSONWriter.object { json in
      json.object("passed") { write(passed, to: &$0) }
      json.object("total") { write(total, to: &$0) }
      json.member("times_backward", timesBackward)
      json.member("skipped_lines", skippedLines)
      json.member("first_skipped", JSONValue(text: firstSkipped?.description))
      json.member("complete", isComplete)
      json.member("trace_hash", String(hexadecimal: traceHash))
    }
    return document + [UInt8(ascii: "\n")]
  }

  private func write(_ tally: TapeTally, to json: inout JSONObjectWriter) {
    json.member("events", tally.events)
    json.member("first_sequence", tally.first?.rawValue ?? 0)
    json.member("last_sequence", tally.last?.rawValue ?? 0)
    json.member("earliest", JSONValue(tally.earliest))
    json.member("latest", JSONValue(tally.latest))
    json.member("orders", tally.count(.newOrder))
    json.member("cancels", tally.count(.cancel))
    json.member("fills", tally.count(.fill))
    json.member("cancel_rate", JSONValue(tally.cancelRate(.tenThousandths), .tenThousandths))
    json.member("missing_numbers", tally.missingNumbers)
    json.object("kinds") { kinds in
      for kind in EventKind.allCases { kinds.member(kind.name.description, tally.count(kind)) }
    }
    json.object("reject_reasons") { reasons in
      for reason in RejectReason.allCases where tally.count(reason) > 0 {
        reasons.member(reason.token.description, tally.count(reason))
      }
    }
    json.object("drop_reasons") { reasons in
      for reason in DropReason.allCases where tally.count(reason) > 0 {
        reasons.member(reason.token.description, tally.count(reason))
      }
    }
    json.object("risk") { Self.write(tally.risk, to: &$0) }
    json.array("symbols") { symbols in
      for (place, instrument) in header.instruments.enumerated() {
        symbols.object { Self.write(tally.instruments[place], instrument, to: &$0) }
      }
    }
    json.array("agents") { agents in
      for (place, name) in header.parties.names.enumerated() {
        agents.object { Self.write(tally.parties[place], name, to: &$0) }
      }
    }
  }

  private static func write(_ tally: RiskTally, to json: inout JSONObjectWriter) {
    for verdict in RiskVerdict.allCases {
      json.member(verdict.token.description, tally.count(verdict))
    }
    json.object("denial_reasons") { reasons in
      for reason in RiskReason.allCases where tally.count(reason) > 0 {
        reasons.member(reason.token.description, tally.count(reason))
      }
    }
    json.member("latched_by", JSONValue(text: tally.kill?.reason.token.description))
    json.member("latched_since", JSONValue(tally.kill?.time))
  }

  private static func write(
    _ tally: InstrumentTally, _ instrument: Instrument, to json: inout JSONObjectWriter
  ) {
    let scale = instrument.priceScale
    let digits = (Int(scale.digits), Int(instrument.quantityScale.digits))
    json.member("symbol", instrument.symbol)
    json.member("events", tally.events)
    json.member("orders", tally.orders)
    json.member("cancels", tally.cancels)
    json.member("fills", tally.fills)
    json.member("filled_quantity", JSONValue(tally.filledQuantity, digits: digits.1))
    json.member("trades", tally.trades)
    json.member("traded_quantity", JSONValue(tally.tradedQuantity, digits: digits.1))
    json.member("notional", JSONValue(tally.notional, digits: digits.0 + digits.1))
    json.member("currency", instrument.currency)
    json.member("low", JSONValue(tally.low?.rawValue, scale))
    json.member("high", JSONValue(tally.high?.rawValue, scale))
    json.member("last", JSONValue(tally.last?.rawValue, scale))
  }

  private static func write(_ tally: PartyTally, _ name: String, to json: inout JSONObjectWriter) {
    json.member("agent", name)
    json.member("orders", tally.orders)
    json.member("cancels", tally.cancels)
    json.member("amends", tally.amends)
    json.member("rejects", tally.rejects)
    json.member("maker_fills", tally.makerFills)
    json.member("taker_fills", tally.takerFills)
    json.member("drops", tally.drops)
    json.member("denials", tally.denials)
  }
}

extension JSONValue {
  /// A string; null for nil.
  fileprivate init(text: String?) { self = text.map(JSONValue.string) ?? .null }

  /// A raw count at its scale; null for nil.
  fileprivate init(_ raw: Int64?, _ scale: DecimalScale) {
    self = raw.map { .number(JSONNumber(decimal: $0, scale: scale)) } ?? .null
  }

  /// Seconds to the nanosecond; null for nil.
  fileprivate init(_ time: Timestamp?) { self.init(time?.nanoseconds, .nanoseconds) }

  /// A total with all its digits; the word `overflow` when it did not fit.
  init(_ sum: ExactSum, digits: Int) {
    let text = sum.text(digits: digits)
    // Wider than 64 bits, so that only the reader of numbers can make one of it.
    self = (try? JSONValue(parsing: Array(text.utf8))) ?? .string(text)
  }
}

extension DecimalScale {
  /// Four digits: a ratio to the hundredth of a percent.
  fileprivate static let tenThousandths = DecimalScale(digits: 4) ?? .whole
}
