internal import Core
internal import OrderBook

/// A chart of the page with its heading.
struct TitledChart {
  let title: String
  let svg: String
}

extension BacktestReport {
  /// Most points of a line: more than a screen has columns.
  private static let pointLimit = 1_500
  /// Most fills that are drawn as dots; of more, evenly chosen ones.
  private static let dotLimit = 2_000
  private static let barCount: Int64 = 40

  var charts: [TitledChart] {
    var charts: [TitledChart] = []
    for (place, seat) in seats.enumerated() {
      let marks = marks.filter { $0.seat == place }
      let fills = fills.filter { $0.seat == place }
      let name = seats.count == 1 ? "" : " of \(seat.strategy)"
      guard marks.count > 1 else { continue }
      charts.append(equity(marks, name))
      charts.append(drawdown(marks, name))
      charts.append(exposure(marks, name))
      charts.append(prices(marks, fills, name))
      if !fills.isEmpty { charts.append(slippage(fills, name)) }
    }
    if answerDelays.count > 0 { charts.append(delays) }
    return charts
  }

  private func equity(_ marks: [RecordedMark], _ name: String) -> TitledChart {
    let points = points(marks) { $0.equity.map { amount($0.rawValue - capital.rawValue) } }
    var chart = SVGChart(x: times(marks), y: points.map(\.1), unit: " s")
    chart.line(points, style: "a")
    return TitledChart(title: "Net P&L\(name) (\(money.currency))", svg: chart.svg)
  }

  private func drawdown(_ marks: [RecordedMark], _ name: String) -> TitledChart {
    var highest: Int64?
    let points = points(marks) { mark in
      guard let equity = mark.equity?.rawValue else { return nil }
      highest = Swift.max(highest ?? equity, equity)
      return amount(equity - (highest ?? equity))
    }
    var chart = SVGChart(x: times(marks), y: points.map(\.1) + [0], unit: " s")
    chart.line(points, style: "fall")
    return TitledChart(title: "Drawdown\(name) (\(money.currency))", svg: chart.svg)
  }

  private func exposure(_ marks: [RecordedMark], _ name: String) -> TitledChart {
    let unit = Double((instruments.first?.quantityScale ?? .whole).unitsPerWhole)
    let points = points(marks) { Double($0.position.rawValue) / unit }
    var chart = SVGChart(x: times(marks), y: points.map(\.1) + [0], unit: " s")
    chart.line(points, style: "b", isStepped: true)
    return TitledChart(
      title: "Position\(name) (\(instruments.first?.symbol ?? "-"))", svg: chart.svg)
  }

  private func prices(
    _ marks: [RecordedMark], _ fills: [RecordedFill], _ name: String
  ) -> TitledChart {
    let unit = Double((instruments.first?.priceScale ?? .whole).unitsPerWhole)
    let points = points(marks) { mark in
      guard let bid = mark.bid, let ask = mark.ask else { return nil }
      return Double(bid.rawValue + ask.rawValue) / 2 / unit
    }
    let stride = Swift.max(1, (fills.count + Self.dotLimit - 1) / Self.dotLimit)
    var dots: [SVGChart.Dot] = []
    for (place, fill) in fills.enumerated()
    where place % stride == 0 && fill.instrument == instruments.first?.id {
      let columns = columns(of: fill)
      dots.append(
        SVGChart.Dot(
          x: seconds(fill.time), y: Double(fill.fill.price.rawValue) / unit,
          style: fill.fill.side == .buy ? "buy" : "sell",
          title: columns.map { "\($0.0) \($0.1)" }.joined(separator: ", ")))
    }
    var chart = SVGChart(
      x: times(marks), y: points.map(\.1) + dots.map(\.y), unit: " s")
    chart.line(points, style: "a")
    chart.dots(dots)
    let share = stride == 1 ? "" : ", one in \(stride)"
    return TitledChart(title: "Fills on the mid price\(name)\(share)", svg: chart.svg)
  }

  private func slippage(_ fills: [RecordedFill], _ name: String) -> TitledChart {
    let unit = Double((instruments.first?.priceScale ?? .whole).unitsPerWhole)
    let values = fills.compactMap { fill -> Double? in
      guard let bid = fill.decisionBid, let ask = fill.decisionAsk else { return nil }
      let worse = 2 * fill.fill.price.rawValue - bid.rawValue - ask.rawValue
      return Double(fill.fill.side == .buy ? worse : -worse) / 2 / unit
    }
    return TitledChart(
      title: "Price against the mid at decision\(name), worse to the right",
      svg: histogram(values))
  }

  private var delays: TitledChart {
    var values: [(from: Double, to: Double, height: Double)] = []
    for cell in 0..<LogLinearHistogram.cellCount where answerDelays.count(inCell: cell) > 0 {
      let range = LogLinearHistogram.values(ofCell: cell)
      values.append(
        (
          Double(range.lowerBound) / 1e6, Double(range.upperBound + 1) / 1e6,
          Double(answerDelays.count(inCell: cell))
        ))
    }
    var chart = SVGChart(
      x: values.flatMap { [$0.from, $0.to] }, y: values.map(\.height) + [0], unit: " ms")
    chart.bars(values, style: "bar")
    return TitledChart(title: "From order to first answer", svg: chart.svg)
  }

  private func histogram(_ values: [Double]) -> String {
    guard let low = values.min(), let high = values.max() else { return "" }
    let width = Swift.max((high - low) / Double(Self.barCount), 1e-9)
    var counts = [Int](repeating: 0, count: Int(Self.barCount) + 1)
    for value in values { counts[Int((value - low) / width)] += 1 }
    let bars = counts.enumerated().filter { $0.element > 0 }.map {
      (
        from: low + Double($0.offset) * width, to: low + Double($0.offset + 1) * width,
        height: Double($0.element)
      )
    }
    var chart = SVGChart(x: bars.flatMap { [$0.from, $0.to] }, y: bars.map(\.height) + [0])
    chart.bars(bars, style: "bar")
    return chart.svg
  }
}

// From records to numbers.
extension BacktestReport {
  private var capital: Money { seats.first?.capital ?? Money(rawValue: 0) }

  private func amount(_ raw: Int64) -> Double { Double(raw) / Double(money.scale.unitsPerWhole) }

  /// Seconds since the session's start.
  private func seconds(_ time: Timestamp) -> Double { Double(time.since(span.from).count) / 1e9 }

  /// A point a mark, thinned to what a screen can show: of each stretch its last.
  /// One scale across for all charts of a seat.
  private func times(_ marks: [RecordedMark]) -> [Double] { marks.map { seconds($0.time) } }

  private func points(
    _ marks: [RecordedMark], _ value: (RecordedMark) -> Double?
  ) -> [(Double, Double)] {
    let stride = Swift.max(1, marks.count / Self.pointLimit)
    var points: [(Double, Double)] = []
    for (place, mark) in marks.enumerated() {
      guard let y = value(mark) else { continue }
      if place % stride == 0 || place == marks.count - 1 { points.append((seconds(mark.time), y)) }
    }
    return points
  }
}
