internal import Core
internal import OrderBook
public import TapeView
public import Terminal

extension Viewer {
  /// What the screen shows now.
  ///
  ///     title: tape, seed, events, anomalies, what is being done
  ///     headings
  ///     list                                    │ book
  ///     price over the tape, spread over the tape
  ///     the line in full (two lines)
  ///     what is wrong with it, or how its order's life stands
  ///     status, or what is typed
  public mutating func frame() throws(TapeAccessError) -> Frame {
    var frame = Frame(width: width, height: height)
    drawTitle(on: &frame)
    if mode == .help {
      drawHelp(on: &frame)
    } else {
      drawList(on: &frame)
      if bookWidth > 0 { try drawBook(on: &frame) }
      drawCurves(on: &frame)
      drawDetail(on: &frame)
    }
    drawStatus(on: &frame)
    return frame
  }

  /// Columns of the book; none where the list would become too narrow.
  private var bookWidth: Int {
    guard showsBook, width >= 64, !browser.header.instruments.isEmpty else { return 0 }
    return width < 100 ? 24 : 36
  }

  private var listWidth: Int { bookWidth > 0 ? width - bookWidth - 3 : width }

  private func drawTitle(on frame: inout Frame) {
    var words = [name]
    if let seed = browser.header.seed { words.append("seed \(seed)") }
    words.append("\(Figures.grouped(browser.events)) events\(browser.isIndexed ? "" : " so far")")
    words.append("\(Figures.grouped(browser.anomalyCount)) anomalies")
    var doing = "? help"
    if let share = browser.searching {
      doing = "looking ... \(share.percent) % (Esc stops)"
    } else if !browser.isRead {
      doing = "reading \(browser.reading.percent) %"
    }
    let room = max(0, width - TextColumns.count(doing) - 3)
    let left = TextColumns.left(
      TextColumns.clipped(" " + words.joined(separator: "  "), to: room), room)
    frame.put(
      TextColumns.left("\(left)  \(doing) ", width), row: 0, column: 0, limit: width,
      style: .reversed)
  }

  private func drawHelp(on frame: inout Frame) {
    var row = 2
    for line in ViewerKeys.table {
      frame.put(line.keys, row: row, column: 2, limit: 19, style: .bold)
      var rest = line.meaning
      repeat {
        let (head, tail) = Figures.wrapped(rest, max(20, width - 23))
        frame.put(head, row: row, column: 22)
        row += 1
        rest = tail
      } while !rest.isEmpty
    }
  }

  private func drawStatus(on frame: inout Frame) {
    let row = height - 1
    switch mode {
    case .filtering(let line, _): drawPrompt("/", line, row, on: &frame)
    case .going(let line): drawPrompt(":", line, row, on: &frame)
    case .help: frame.put(" any key goes back", row: row, column: 0, style: .dim)
    case .browsing:
      let words = statusWords.joined(separator: "  ")
      frame.put(
        TextColumns.clipped(" \(words)", to: width), row: row, column: 0, style: .bold)
    }
  }

  private func drawPrompt(_ sign: String, _ line: PromptLine, _ row: Int, on frame: inout Frame) {
    // Of a long line the end is seen: that is where the person types.
    let text = String(line.text.suffix(max(0, width - 3)))
    let place = frame.put(sign + text, row: row, column: 0, style: .bold)
    frame.put(" ", row: row, column: place, style: .reversed)
  }

  private var statusWords: [String] {
    guard let row = browser.row else {
      return [browser.isSearching ? "looking ..." : "nothing to show", filterWords]
        .filter { !$0.isEmpty }
    }
    var words = ["\(Figures.grouped(row.event.sequence.rawValue))"]
    if browser.isIndexed {
      words[0] += " of \(Figures.grouped(browser.events))"
      words.append("\(Int(row.place.rawValue) * 100 / max(1, browser.events)) %")
    }
    words.append(TimeColumn(browser.header, browser.earliest).full(row.event.time))
    if !filterWords.isEmpty {
      let number = browser.matchNumber.map { Figures.grouped($0) } ?? "?"
      let total = Figures.grouped(browser.matches) + (browser.isCounted ? "" : "+")
      words.append("\(filterWords): \(number) of \(total)")
    }
    return words
  }

  private var filterWords: String {
    if let follows { return "order \(follows.rawValue)" }
    return filter.isEmpty ? "" : "filter \(filter)"
  }
}

// The list and what stands beside and below it.
extension Viewer {
  private func drawList(on frame: inout Frame) {
    let columns = ListColumns(
      browser.header, earliest: browser.earliest, events: browser.events, width: listWidth)
    frame.put(columns.headings, row: 1, column: 0, limit: listWidth, style: .dim)
    let (rows, cursor) = browser.screen
    for (index, row) in rows.enumerated() {
      let isOdd = !browser.anomalies(at: row).isEmpty
      let line = columns.line(row.event, browser.header, isOdd: isOdd, isCursor: index == cursor)
      var style = isOdd ? Style(.red) : ListColumns.style(row.event.kind)
      if index == cursor { style.emphasis = .reversed }
      let text = TextColumns.clipped(line, to: listWidth)
      frame.put(
        index == cursor ? TextColumns.left(text, listWidth) : text, row: 2 + index, column: 0,
        limit: listWidth, style: style)
    }
  }

  private mutating func drawBook(on frame: inout Frame) throws(TapeAccessError) {
    let column = listWidth + 1
    for row in 1..<2 + listHeight { frame.put("│", row: row, column: column, style: .dim) }
    guard let row = browser.row else { return }
    // Before the first event of an instrument, the first one's book, empty as it is.
    let shown = row.event.instrument ?? instrument ?? InstrumentID(1)
    instrument = shown
    guard let instrument = browser.header.instrument(shown) else { return }
    let title = "\(instrument.symbol) behind \(row.event.sequence.rawValue)"
    frame.put(title, row: 1, column: column + 2, limit: bookWidth, style: .dim)
    guard let book = try browser.book(of: shown, at: row) else {
      if !browser.knowsBooks(at: row) {
        frame.put(
          "known once read up to here", row: 2, column: column + 2, limit: bookWidth, style: .dim)
      }
      return
    }
    BookPanel(book, instrument, marking: row.event.payload.price).draw(
      on: &frame, rows: 2..<2 + listHeight, column: column + 2, width: bookWidth)
  }

  private func drawCurves(on frame: inout Frame) {
    let shown = browser.row?.event.instrument ?? instrument ?? InstrumentID(1)
    guard let curve = browser.curve(of: shown), let instrument = browser.header.instrument(shown)
    else { return }
    let extent = CurveLine.Extent(
      read: browser.eventsRead, all: browser.likelyEvents,
      place: Int(clamping: browser.row?.place.rawValue ?? 1))
    for (number, figure) in CurveLine.Figure.allCases.prefix(curveCount).enumerated() {
      CurveLine(figure, curve, instrument, extent, width: width - 2)
        .draw(on: &frame, row: 2 + listHeight + number, column: 1)
    }
  }

  private func drawDetail(on frame: inout Frame) {
    guard let row = browser.row else { return drawRemark(on: &frame) }
    var bytes: [UInt8] = []
    var writer = writer
    // An event that was read can be written; if not, its line is empty.
    try? writer.write(row.event, into: &bytes)
    let line = String(decoding: bytes.dropLast(), as: UTF8.self)
    let (head, tail) = Figures.wrapped(line, width - 1)
    frame.put(head, row: height - 4, column: 1, style: .dim)
    frame.put(
      TextColumns.clipped(tail, to: width - 3), row: height - 3, column: 3, style: .dim)
    drawRemark(on: &frame)
  }

  /// One line for the person: what they did wrong, what was not found, what is wrong with the line,
  /// or how far its order has come.
  private func drawRemark(on frame: inout Frame) {
    let row = height - 2
    if let words = complaint ?? browser.notice {
      frame.put(
        TextColumns.clipped(" \(words)", to: width), row: row, column: 0, style: Style(.yellow))
    } else if let line = browser.row, let first = browser.anomalies(at: line).first {
      let count = browser.anomalies(at: line).count
      let more = count > 1 ? " (and \(count - 1) more)" : ""
      frame.put(
        TextColumns.clipped(" ! \(first.text(browser.header))\(more)", to: width), row: row,
        column: 0, style: Style(.red, emphasis: .bold))
    } else if let follows, let life = browser.life(of: follows) {
      frame.put(
        TextColumns.clipped(" order \(follows.rawValue) \(life)", to: width), row: row, column: 0,
        style: Style(.cyan))
    }
  }
}

extension EventPayload {
  /// The price that an event names.
  var price: Price? {
    switch self {
    case .newOrder(let order): order.type.limitPrice
    case .amend(let amend): amend.price
    case .amended(let report): report.price
    case .fill(let fill): fill.price
    case .trade(let trade): trade.price
    case .bookUpdate(let update): update.price
    case .snapshot(let line): line.price
    case .cancel, .accepted, .cancelled, .expired, .reject, .drop, .quote, .instrument, .regime,
      .gap, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      nil
    }
  }
}
