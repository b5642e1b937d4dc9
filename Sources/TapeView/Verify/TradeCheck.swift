internal import Core

/// Holds the print and the fills of each trade against one another.
///
/// On a tape of our own venue a trade is one print and two fills, maker's and taker's, with nothing
/// of another trade of that instrument between them, and trades are numbered from 1 (INV-BOOK-8).
/// A recorded tape may have any part of that: what it has must agree. Only the trade told last is
/// kept for each instrument.
struct TradeCheck {
  private struct OpenTrade {
    let trade: TradeID
    let place: (sequence: TapeSequence, line: Int)
    /// By `TradePart`.
    var reports: (print: TradeReport?, maker: TradeReport?, taker: TradeReport?) = (nil, nil, nil)

    subscript(part: TradePart) -> TradeReport? {
      get {
        switch part {
        case .print: reports.print
        case .maker: reports.maker
        case .taker: reports.taker
        }
      }
      set {
        switch part {
        case .print: reports.print = newValue
        case .maker: reports.maker = newValue
        case .taker: reports.taker = newValue
        }
      }
    }
  }

  /// Whether the tape is our own venue's, which tells everything of every trade.
  private let isOwnVenue: Bool
  /// The trade told last, by instrument.
  private var trades: [OpenTrade?]

  init(instruments: Int, isOwnVenue: Bool) {
    self.isOwnVenue = isOwnVenue
    trades = Array(repeating: nil, count: instruments)
  }

  /// Takes one event's part in a trade.
  mutating func apply(_ event: Event, line: Int, into found: inout [TapeViolation]) {
    guard let report = TradeReport(event.payload), let id = event.instrument, id.rawValue >= 1,
      Int(id.rawValue) <= trades.count
    else { return }
    let market = Int(id.rawValue) - 1
    var faults: [TradeFault] = []
    if trades[market]?.trade != report.trade {
      faults += begin(report, market, (event.sequence, line), into: &found)
    }
    faults += take(report, market)
    for fault in faults {
      found.append(
        TapeViolation(
          sequence: event.sequence, line: line, instrument: id,
          reason: .trade(report.trade, fault)))
    }
  }

  /// Trades that the end of the tape leaves half told.
  var unfinished: [TapeViolation] { trades.indices.compactMap(unfinished) }

  /// A trade begins, and with it the one before it is over.
  private mutating func begin(
    _ report: TradeReport, _ market: Int, _ place: (sequence: TapeSequence, line: Int),
    into found: inout [TapeViolation]
  ) -> [TradeFault] {
    let expected = (trades[market]?.trade.rawValue ?? 0) &+ 1
    if let fault = unfinished(market) { found.append(fault) }
    trades[market] = OpenTrade(trade: report.trade, place: place)
    guard isOwnVenue, report.trade.rawValue != expected else { return [] }
    return [.number(expected: expected)]
  }

  private mutating func take(_ report: TradeReport, _ market: Int) -> [TradeFault] {
    guard var trade = trades[market] else { return [] }
    var faults: [TradeFault] = []
    if trade[report.part] != nil, isOwnVenue { faults.append(.repeated(report.part)) }
    if isOwnVenue, report.part == .print, !report.isNamed { faults.append(.anonymous) }
    for part in TradePart.allCases where part != report.part {
      guard let other = trade[part], let fact = report.difference(from: other) else { continue }
      faults.append(.contradiction(report.part, part, fact))
      break
    }
    trade[report.part] = report
    trades[market] = trade
    return faults
  }

  private func unfinished(_ market: Int) -> TapeViolation? {
    guard isOwnVenue, let trade = trades[market],
      let part = TradePart.allCases.first(where: { trade[$0] == nil })
    else { return nil }
    return TapeViolation(
      sequence: trade.place.sequence, line: trade.place.line,
      instrument: InstrumentID(UInt32(market + 1)),
      reason: .trade(trade.trade, .missing(part)))
  }
}
