internal import Core
public import Terminal

extension Dashboard {
  private static let heading = Style(.cyan, emphasis: .bold)
  private static let alarm = Style(.red, emphasis: .bold)
  private static let nameColumns = 34

  /// The screen as it is to look now.
  public func frame() -> Frame {
    var frame = Frame(width: width, height: height)
    title(&frame)
    if isHelp {
      help(&frame)
    } else if samples.isEmpty {
      frame.put(remark.isEmpty ? "waiting for the first page" : remark, row: 2, column: 1)
    } else {
      summary(&frame)
      let row = latencyTable(&frame, row: 5)
      list(&frame, row: row + 1)
    }
    status(&frame)
    return frame
  }

  private func title(_ frame: inout Frame) {
    frame.put("quanttop  \(source)", row: 0, column: 1, limit: max(0, width - 10), style: .bold)
    frame.put("? help", row: 0, column: width - 7)
    frame.restyle(row: 0, columns: 0..<width, style: .reversed)
  }

  private func summary(_ frame: inout Frame) {
    put("events/s", Amount.text(eventRate), rates, row: 1, &frame) {
      "total " + Amount.text(sum("truetape_events_total", in: samples))
    }
    if let working = value("truetape_orders_working") {
      put("working", Amount.text(working), depths, row: 2, &frame) {
        guard let profit = sum("truetape_profit", in: samples) else { return "orders" }
        return "P&L " + Amount.text(profit) + ", position "
          + Amount.text(sum("truetape_position", in: samples))
      }
    } else {
      put("queue", Amount.text(value("truetape_queue_depth")), depths, row: 2, &frame) {
        "of " + Amount.text(value("truetape_queue_capacity")) + ", deepest "
          + Amount.text(value("truetape_queue_depth_deepest"))
      }
    }
    let share = processorShare.map { Double($0) }
    frame.put("process", row: 3, column: 1, style: Self.heading)
    frame.put(
      "cpu \(FigureText.percent(share, of: 1e9))  memory "
        + Amount.bytes(value("process_resident_memory_bytes")), row: 3, column: 12)
    guard let reached = value("truetape_market_seconds") else { return }
    frame.put("market at " + Amount.time(reached), row: 3, column: 48)
    guard let gate else { return }
    frame.put(gate, row: 3, column: 66, style: gate == "open" ? .plain : Self.alarm)
  }

  /// State of a risk gate, where there is one.
  private var gate: String? {
    guard let kill = value("truetape_kill_switch") else { return nil }
    if kill > 0 { return "killed, \(Amount.text(value("truetape_kill_reason")))" }
    return (value("truetape_trading_halted") ?? 0) > 0 ? "halted" : "open"
  }

  private func put(
    _ name: String, _ figure: String, _ history: History, row: Int, _ frame: inout Frame,
    behind: () -> String
  ) {
    frame.put(name, row: row, column: 1, style: Self.heading)
    frame.put(Amount.padded(figure, 11), row: row, column: 11)
    if let line = history.line(width: 22) { frame.put(line, row: row, column: 24) }
    frame.put(behind(), row: row, column: 48)
  }

  /// Draws the latencies, at most a third of the screen, and returns the row behind them.
  private func latencyTable(_ frame: inout Frame, row: Int) -> Int {
    if latencies.isEmpty { return row - 1 }
    var row = row
    put(["latency", "count", "p50", "p95", "p99", "p99.9"], row: row, &frame, Self.heading)
    frame.put("p99", row: row, column: 70, style: Self.heading)
    for latency in latencies.prefix(max(1, height / 3)) {
      row += 1
      let cells = [latency.name, Amount.text(latency.count * Amount.billion)]
      put(cells + latency.quantiles.map(Amount.time), row: row, &frame, .plain)
      let history = slowest.first { $0.name == latency.name }?.history
      if let line = history?.line(width: 9) { frame.put(line, row: row, column: 70) }
    }
    return row + 1
  }

  private func put(_ cells: [String], row: Int, _ frame: inout Frame, _ style: Style) {
    for (index, cell) in cells.enumerated() {
      if index == 0 {
        frame.put(cell, row: row, column: 1, limit: 19, style: style)
      } else {
        frame.put(Amount.padded(cell, 9), row: row, column: 10 + index * 10, style: style)
      }
    }
  }

  private func list(_ frame: inout Frame, row: Int) {
    let room = height - 2 - row
    guard room > 0 else { return }
    frame.put("counters, \(order.rawValue)", row: row, column: 1, style: Self.heading)
    frame.put(Amount.padded("now", 20), row: row, column: Self.nameColumns + 2, style: Self.heading)
    frame.put(Amount.padded("a second", 20), row: row, column: 58, style: Self.heading)
    for (index, counter) in order.sorted(rows).dropFirst(top).prefix(room).enumerated() {
      let style = style(of: counter)
      let place = row + 1 + index
      frame.put(counter.name, row: place, column: 1, limit: Self.nameColumns, style: style)
      frame.put(
        Amount.padded(Amount.text(counter.value), 20), row: place, column: Self.nameColumns + 2,
        style: style)
      guard counter.concern != .gauge else { continue }
      frame.put(
        Amount.padded(Amount.text(counter.perSecond), 20), row: place, column: 58, style: style)
    }
  }

  private func style(of row: CounterRow) -> Style {
    switch row.concern {
    case .invariant: (row.value ?? 0) > 0 ? Self.alarm : .plain
    case .error: (row.perSecond ?? 0) > 0 ? Style(.yellow) : .plain
    case .count, .gauge: .plain
    }
  }

  private func help(_ frame: inout Frame) {
    for (index, line) in DashboardKeys.table.enumerated() {
      frame.put(line.keys, row: 2 + index, column: 2, style: .bold)
      frame.put(line.meaning, row: 2 + index, column: 18)
    }
    frame.put(
      "What each metric means is in RUNBOOK.md.", row: 3 + DashboardKeys.table.count, column: 2)
  }

  private func status(_ frame: inout Frame) {
    let words = [isPaused ? "PAUSED" : "", samples.isEmpty ? "" : remark].filter { !$0.isEmpty }
    if words.isEmpty {
      frame.put("space pause  s sort  q quit", row: height - 1, column: 1, style: .dim)
    } else {
      frame.put(words.joined(separator: "  "), row: height - 1, column: 1, style: .bold)
    }
  }
}
