internal import Core
internal import OrderBook
internal import Terminal

/// The order book at a line as a ladder: offers above, bids below, best prices in the middle.
struct BookPanel {
  private let instrument: Instrument
  private let book: LevelBook
  /// The price of the event at the line, marked in the ladder.
  private let price: Price?

  init(_ book: LevelBook, _ instrument: Instrument, marking price: Price?) {
    self.book = book
    self.instrument = instrument
    self.price = price
  }

  /// Draws within a column of the frame.
  func draw(on frame: inout Frame, rows: Range<Int>, column: Int, width: Int) {
    let each = max(0, (rows.count - 1) / 2)
    let asks = book.depth(.sell, levels: each)
    let bids = book.depth(.buy, levels: rows.count - 1 - each)
    let sizes = (asks + bids).map { text($0.quantity) }
    let prices = (asks + bids).map { text($0.price) }
    let widths = Widths(
      size: sizes.map(\.count).max() ?? 0, price: prices.map(\.count).max() ?? 0,
      largest: (asks + bids).map(\.quantity.rawValue).max() ?? 0, all: width)
    let middle = rows.lowerBound + each
    for (depth, level) in asks.enumerated() {
      draw(level, .sell, widths, on: &frame, row: middle - 1 - depth, column: column)
    }
    frame.put(spread, row: middle, column: column, limit: width, style: .dim)
    for (depth, level) in bids.enumerated() {
      draw(level, .buy, widths, on: &frame, row: middle + 1 + depth, column: column)
    }
  }

  private struct Widths {
    let size: Int
    let price: Int
    let largest: Int64
    let all: Int
  }

  /// `quantity  price ███`, the bar as long as the quantity is to the largest.
  private func draw(
    _ level: DepthLevel, _ side: Side, _ widths: Widths, on frame: inout Frame, row: Int,
    column: Int
  ) {
    let colour = Style(side == .sell ? .red : .green)
    let size = TextColumns.right(text(level.quantity), widths.size)
    let price = TextColumns.right(text(level.price), widths.price)
    let isMarked = level.price == self.price
    var place = frame.put("\(size)  ", row: row, column: column, limit: widths.all)
    let style = isMarked ? Style(colour.foreground, emphasis: .reversed) : colour
    place = frame.put(
      price, row: row, column: place, limit: widths.all - (place - column), style: style)
    let room = widths.all - widths.size - widths.price - 3
    guard room > 0, widths.largest > 0 else { return }
    let length = max(
      1, Int(Int128(level.quantity.rawValue) * Int128(room) / Int128(widths.largest)))
    frame.put(
      String(repeating: "█", count: length), row: row, column: place + 1, limit: room,
      style: Style(colour.foreground, emphasis: .dim))
  }

  private var spread: String {
    guard let bid = book.bestBid, let ask = book.bestAsk else {
      return book.isSettled ? "one-sided" : "unsettled"
    }
    let spread = ask.price.rawValue - bid.price.rawValue
    let words = "spread \(String(decimal: spread, scale: instrument.priceScale))"
    return book.isSettled ? words : "\(words) (unsettled)"
  }

  private func text(_ price: Price) -> String {
    String(decimal: price.rawValue, scale: instrument.priceScale)
  }

  private func text(_ quantity: Quantity) -> String {
    String(decimal: quantity.rawValue, scale: instrument.quantityScale)
  }
}
