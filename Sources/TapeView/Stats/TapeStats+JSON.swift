internal import Core
internal import Wire

extension TapeStats {
  /// The figures as one JSON document on one line, all agents and symbols; decimals are numbers,
  /// times are nanoseconds, null stands where there is none.
  public func json(_ summary: TapeSummary, traceHash: UInt64, isComplete: Bool) -> [UInt8] {
    let tally = summary.total
    let document = JSONWriter.object { json in
      json.member("events", tally.events)
      json.member("span_ns", tally.span.map { JSONValue.number(JSONNumber($0.count)) } ?? .null)
      json.object("kinds") { kinds in
        for kind in EventKind.allCases { kinds.member(kind.name.description, tally.count(kind)) }
      }
      json.array("busiest") { busiest in
        for (length, stretch) in zip(RateStats.lengths, rates.stretches) {
          busiest.object {
            $0.member("length_ns", length.count)
            $0.member("events", stretch.busiest)
            $0.member("start_ns", stretch.start.nanoseconds)
          }
        }
      }
      json.object("gaps") { gaps in
        gaps.member("gaps", tally.count(.gap))
        gaps.member("missing_numbers", tally.missingNumbers)
        gaps.member("drops", tally.count(.drop))
        gaps.member("times_backward", summary.timesBackward)
        gaps.member("farthest_back_ns", rates.farthestBack.count)
        gaps.member("longest_silence_ns", rates.silence.count)
        gaps.member("silence_ends", rates.silenceEnds?.rawValue ?? 0)
      }
      json.array("symbols") { symbols in
        for (place, instrument) in header.instruments.enumerated() {
          guard let stats = instruments[place] else { continue }
          symbols.object { Self.write(stats, instrument, to: &$0) }
        }
      }
      json.array("agents") { agents in
        for place in parties.indices {
          agents.object { write(summary.total.parties[place], place, to: &$0) }
        }
      }
      json.member("complete", isComplete)
      json.member("trace_hash", String(hexadecimal: traceHash))
    }
    return document + [UInt8(ascii: "\n")]
  }

  private static func write(
    _ stats: InstrumentStats, _ instrument: Instrument, to json: inout JSONObjectWriter
  ) {
    let unit = Double(instrument.quantityScale.unitsPerWhole)
    json.member("symbol", instrument.symbol)
    json.decimal("tick", Int64(clamping: stats.grid.tick), instrument.priceScale)
    json.member("observed_ns", stats.observed)
    json.object("spread") { spread in
      spread.member("mean_ticks", JSONValue(sixDigits: stats.meanSpread))
      for (name, millionths) in quantiles {
        let ticks = stats.spread(millionths: millionths)
        spread.member("\(name)_ticks", ticks.map { .number(JSONNumber($0)) } ?? .null)
      }
      spread.member("one_tick_share", JSONValue(sixDigits: stats.oneTickShare))
      spread.member("two_sided_share", JSONValue(sixDigits: stats.twoSidedShare))
    }
    json.array("depth") { depth in
      for band in DepthProfile.bands {
        depth.object {
          $0.member("from_tick", band.lowerBound)
          $0.member("to_tick", band.upperBound)
          $0.member(
            "quantity_a_tick", JSONValue(sixDigits: stats.depth.mean(band).map { $0 / unit }))
        }
      }
    }
    json.member("books", stats.depth.samples)
    json.member("levels_a_side", JSONValue(sixDigits: stats.depth.meanLevels))
    json.object("lives") { lives in
      for (name, histogram) in [
        ("cancelled", stats.lives.cancelled), ("filled", stats.lives.filled),
      ] {
        lives.object(name) { ended in
          ended.member("orders", histogram.count)
          for (quantile, millionths) in quantiles {
            let life = histogram.quantile(millionths: millionths)
            ended.member("\(quantile)_ns", life.map { .number(JSONNumber($0)) } ?? .null)
          }
        }
      }
      lives.member("still_there", stats.lives.alive)
    }
  }

  private static let quantiles: [(name: String, millionths: UInt64)] = [
    ("p10", 100_000), ("p50", 500_000), ("p90", 900_000), ("p99", 990_000), ("max", 1_000_000),
  ]

  private func write(_ tally: PartyTally, _ place: Int, to json: inout JSONObjectWriter) {
    let party = parties[place]
    let scale = party.instrument.flatMap { header.instrument($0) }?.quantityScale
    let digits = Int(scale?.digits ?? 0)
    json.member("agent", header.parties.names[place])
    json.member("orders", tally.orders)
    json.member("cancels", tally.cancels)
    json.member("amends", tally.amends)
    json.member("rejects", tally.rejects)
    json.member("maker_fills", tally.makerFills)
    json.member("taker_fills", tally.takerFills)
    for (name, sum) in [
      ("bought", party.bought), ("sold", party.sold), ("position", party.position),
    ] {
      json.member(name, party.isMixed ? .null : JSONValue(sum, digits: digits))
    }
    json.member("ended_orders", party.lives)
    json.member("mean_life_ns", party.meanLife.map { .number(JSONNumber($0.count)) } ?? .null)
  }
}

extension JSONValue {
  /// A figure with six decimals; null for nil.
  init(sixDigits value: Double?) {
    guard let value, let raw = FigureText.raw(value, digits: 6),
      let scale = DecimalScale(digits: 6)
    else {
      self = .null
      return
    }
    self = .number(JSONNumber(decimal: raw, scale: scale))
  }
}
