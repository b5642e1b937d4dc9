public import Core

// What a person reads of a running session, a group of figures each.
extension SessionFigures {
  /// Everything on one line.
  public var text: String {
    [clock, "P&L \(profit)", "position \(holdings)", orders, answers, gate]
      .joined(separator: "  ")
  }

  /// `12.3 s`.
  public var clock: String { FigureText.fixed(Double(now.nanoseconds) / 1e9, digits: 1) + " s" }

  /// `-12.30`, with two decimals.
  public var profit: String {
    let unit = Double(moneyScale.unitsPerWhole)
    return FigureText.fixed(net.map { Double($0) / unit }, digits: 2)
  }

  /// `ACME -5`, of all strategies together.
  public var holdings: String {
    let words = instruments.enumerated().map { place, instrument in
      let sum = seats.reduce(Int64(0)) { sum, seat in
        sum &+ (seat.positions.indices.contains(place) ? seat.positions[place].rawValue : 0)
      }
      return instrument.symbol + " " + String(decimal: sum, scale: instrument.quantityScale)
    }
    return words.isEmpty ? "-" : words.joined(separator: ", ")
  }

  /// `working 2  sent 231  fills 54  rejected 0  denied 3`.
  public var orders: String {
    "working \(working)  sent \(requests)  fills \(fills)  rejected \(rejects)  denied \(denied)"
  }

  /// `answer p50 1.20 ms p99 3.40 ms`, in the market's time.
  public var answers: String { "answer " + Self.percentiles(answerDelays) }

  /// `open`, `halted`, or which rule has latched the kill switch.
  public var gate: String { kill.map { "killed by \($0.token)" } ?? (isHalted ? "halted" : "open") }

  /// `p50 1.20 ms p99 3.40 ms`.
  public static func percentiles(_ spans: LogLinearHistogram) -> String {
    [("p50", 500_000 as UInt64), ("p99", 990_000)].map { name, millionths in
      name + " " + FigureText.duration(spans.quantile(millionths: millionths).map { Double($0) })
    }.joined(separator: " ")
  }
}
