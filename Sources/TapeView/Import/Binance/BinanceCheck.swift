internal import Core
internal import OrderBook

/// Compares two of the venue's own channels: behind each `depthUpdate` with last number u, the
/// book's best bid and offer must be those of the last `bookTicker` with a number of at most u.
///
/// The channels are not ordered against one another: a book waits until a later ticker has come.
/// A ticker may also show an order that comes and goes within one `depthUpdate`, which then says
/// nothing of it. Such a difference is expected: the ticker's number lies within U…u, its price is
/// better than the book's, and the message has no line for it.
struct BinanceCheck {
  /// A book that waits for the tickers up to its last update.
  private struct Top {
    let depth: BinanceDepth
    let line: Int
    let bid: DepthLevel?
    let ask: DepthLevel?
  }

  private struct Ticker {
    let quote: Quote
    let update: UInt64
  }

  /// Most books, and tickers, that wait for one another.
  private static let capacity = 16_384

  private var tops = RingQueue<Top>()
  private var tickers = RingQueue<Ticker>()
  /// The last ticker that every book still waiting has behind it.
  private var current: Ticker?
  private var matched: UInt64 = 0
  private var expected: UInt64 = 0
  private var total: UInt64 = 0
  private var notes: [String] = []

  /// Takes the book behind a change.
  mutating func apply(_ depth: BinanceDepth, line: Int, _ book: LevelBook) {
    tops.append(Top(depth: depth, line: line, bid: book.bestBid, ask: book.bestAsk))
    if tops.count > Self.capacity { _ = tops.popFirst() }
  }

  /// Takes a ticker, and judges the books that are older.
  mutating func apply(_ quote: Quote, update: UInt64) {
    tickers.append(Ticker(quote: quote, update: update))
    if tickers.count > Self.capacity { current = tickers.popFirst() }
    while let top = tops.first, top.depth.updates.last < update {
      judge(top)
      _ = tops.popFirst()
    }
  }

  /// Judges the books behind which no ticker came.
  mutating func finish() {
    while let top = tops.popFirst() { judge(top) }
  }

  var result: ImportCheck {
    ImportCheck(
      matched: matched, total: total, expected: expected,
      subject: "books have the best bid and offer of the last bookTicker"
        + (expected > 0 ? "; \(expected) differ as expected" : ""),
      notes: notes)
  }

  /// Books without a ticker before them are not compared.
  private mutating func judge(_ top: Top) {
    while let ticker = tickers.first, ticker.update <= top.depth.updates.last {
      current = ticker
      _ = tickers.popFirst()
    }
    guard let ticker = current, ticker.update <= top.depth.updates.last else { return }
    total += 1
    let quote = ticker.quote
    let bidAgrees = Self.agrees(quote.bid, quote.bidQuantity, top.bid)
    let askAgrees = Self.agrees(quote.ask, quote.askQuantity, top.ask)
    if bidAgrees, askAgrees {
      matched += 1
      return
    }
    let isPassing =
      (bidAgrees || passed(.buy, quote.bid, top.bid, ticker, top.depth))
      && (askAgrees || passed(.sell, quote.ask, top.ask, ticker, top.depth))
    if isPassing { expected += 1 }
    guard notes.count < 10 else { return }
    let (first, last) = (top.depth.updates.first, top.depth.updates.last)
    notes.append(
      "line \(top.line): updates \(first)-\(last) differ from bookTicker \(ticker.update)"
        + (isPassing ? ", expected: what it quotes came and went within them" : ""))
  }

  private static func agrees(
    _ price: Price?, _ quantity: Quantity?, _ level: DepthLevel?
  ) -> Bool {
    price == level?.price && quantity == level?.quantity
  }

  /// Whether the quoted level came and went within the change's range of updates.
  private func passed(
    _ side: Side, _ quoted: Price?, _ standing: DepthLevel?, _ ticker: Ticker,
    _ depth: BinanceDepth
  ) -> Bool {
    guard let quoted, ticker.update >= depth.updates.first, ticker.update < depth.updates.last,
      !depth.levels.contains(where: { $0.side == side && $0.price == quoted })
    else { return false }
    guard let standing else { return true }
    return side == .buy ? quoted > standing.price : quoted < standing.price
  }
}
