internal import Core

/// Counts a recording's rows by action.
struct DatabentoTally {
  private var adds: UInt64 = 0
  private var pictureLines: UInt64 = 0
  private var cancels: UInt64 = 0
  private var modifies: UInt64 = 0
  private var clears: UInt64 = 0
  private var trades: UInt64 = 0
  private var fills: UInt64 = 0
  private var others: UInt64 = 0
  private var events: UInt64 = 0

  mutating func count(_ row: DatabentoRow) {
    switch row.action {
    case .add: if row.isSnapshot { pictureLines += 1 } else { adds += 1 }
    case .cancel: cancels += 1
    case .modify: modifies += 1
    case .clear: clears += 1
    case .trade: trades += 1
    case .fill: fills += 1
    case .nothing: others += 1
    }
    if row.isLast { events += 1 }
  }

  /// The print of a row that has been counted; trades have no number of their own here.
  func trade(_ row: DatabentoRow, _ price: Price) -> Trade {
    Trade(
      trade: TradeID(trades), price: price, quantity: row.size, aggressor: row.side,
      taker: row.id == OrderID(0) ? nil : row.id)
  }

  var figures: [ImportFigure] {
    [
      ImportFigure(
        "rows", adds + pictureLines + cancels + modifies + clears + trades + fills + others),
      ImportFigure("events of the exchange", events),
      ImportFigure("snapshot orders", pictureLines),
      ImportFigure("adds", adds),
      ImportFigure("cancels", cancels),
      ImportFigure("modifies", modifies),
      ImportFigure("clears", clears),
      ImportFigure("trades", trades),
      ImportFigure("fills", fills),
      ImportFigure("rows without action", others),
    ]
  }
}
