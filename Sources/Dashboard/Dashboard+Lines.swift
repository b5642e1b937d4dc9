extension Dashboard {
  /// Everything that the screen could show, a line a figure, for `--once`.
  public func lines() -> [String] {
    var lines = latencies.map { row in
      "latency \(row.name): count \(Amount.text(row.count * Amount.billion))"
        + zip(["p50", "p95", "p99", "p99.9"], row.quantiles).map { name, time in
          " \(name) \(Amount.time(time))"
        }.joined()
    }
    for row in SortOrder.errorsFirst.sorted(rows) {
      lines.append("\(row.name): \(Amount.text(row.value))")
    }
    return lines
  }

  /// What matters most on one line, for `--plain`.
  public func line() -> String {
    if samples.isEmpty { return remark }
    var words = [
      "events \(Amount.text(sum("truetape_events_total", in: samples)))",
      "events/s \(Amount.text(eventRate))",
    ]
    if let working = value("truetape_orders_working") {
      words.append("working \(Amount.text(working))")
    } else {
      words.append("queue \(Amount.text(value("truetape_queue_depth")))")
    }
    for (name, concern) in [("errors", Concern.error), ("violations", .invariant)] {
      let total = rows.filter { $0.concern == concern }.reduce(Int128(0)) { $0 &+ ($1.value ?? 0) }
      words.append("\(name) \(Amount.text(total))")
    }
    for row in latencies.prefix(4) {
      words.append("\(row.name) p99 \(Amount.time(row.quantiles[2]))")
    }
    if !remark.isEmpty { words.append("(\(remark))") }
    return words.joined(separator: "  ")
  }
}
