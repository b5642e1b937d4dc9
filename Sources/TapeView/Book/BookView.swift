public import Core
internal import OrderBook

/// The books of a tape as they stand behind one of its events: what `--book-at` shows.
public struct BookView: Sendable {
  private let header: TapeHeader
  private var books: [LevelBook]
  /// The event applied last; nil before the first.
  public private(set) var last: Event?

  /// Empty books of the symbols that the terms name; of all the header's when they name none.
  public init(header: TapeHeader, terms: TapeFilterTerms) throws(FilterError) {
    self.header = header
    let filter = try terms.resolved(against: header)
    books = header.instruments.filter { filter.isOpen(to: $0.id) }.map {
      LevelBook(instrument: $0.id)
    }
  }

  /// Takes in the next event of the tape.
  /// - Complexity: O(books · log levels).
  public mutating func apply(_ event: Event) {
    for index in books.indices { books[index].apply(event) }
    last = event
  }

  /// Up to `depth` levels a side of each book, bids to the left, best first.
  public func lines(depth: Int) -> [String] {
    var sections: [[String]] = []
    for book in books {
      guard let instrument = header.instrument(book.instrument) else { continue }
      sections.append(lines(of: book, instrument, depth: depth))
    }
    return Array(sections.joined(separator: [""]))
  }

  private func lines(of book: LevelBook, _ instrument: Instrument, depth: Int) -> [String] {
    var title = "book of \(instrument.symbol)"
    if let last { title += " behind event \(last.sequence.rawValue)" }
    if !book.isSettled { title += " (in the middle of a message: not settled)" }
    let (bids, asks) = (book.depth(.buy, levels: depth), book.depth(.sell, levels: depth))
    var table = TextTable()
    table.add(["level", "bid orders", "bid quantity", "bid", "ask", "ask quantity", "ask orders"])
    for place in 0..<max(bids.count, asks.count) {
      let bid = Self.cells(place < bids.count ? bids[place] : nil, instrument)
      let ask = Self.cells(place < asks.count ? asks[place] : nil, instrument)
      table.add(["\(place + 1)"] + bid.reversed() + ask)
    }
    let (bidLevels, askLevels) = (book.levelCount(.buy), book.levelCount(.sell))
    return [title] + table.lines
      + ["(\(bidLevels) bid and \(askLevels) ask levels, \(Self.title(book.oddities)))"]
  }

  private static func title(_ oddities: LevelBookOddities) -> String {
    let seen = text(oddities)
    return seen == "none" ? "no oddities" : "oddities: \(seen)"
  }

  /// What the tape said that a book cannot have meant, by kind; `none`.
  static func text(_ oddities: LevelBookOddities) -> String {
    let kinds: [(name: StaticString, count: UInt64)] = [
      ("unknown orders", oddities.unknownOrders), ("duplicate orders", oddities.duplicateOrders),
      ("missing ids", oddities.missingIDs), ("shortfalls", oddities.shortfalls),
      ("mismatched removals", oddities.mismatchedRemovals), ("overflows", oddities.overflows),
      ("overwritten orders", oddities.overwrittenOrders),
      ("crossed books", oddities.crossedBooks), ("locked books", oddities.lockedBooks),
      ("ignored reports", oddities.ignoredReports),
    ]
    let seen = kinds.filter { $0.count > 0 }.map { "\($0.name) \($0.count)" }
    return seen.isEmpty ? "none" : seen.joined(separator: ", ")
  }

  /// Price, quantity, orders; an order count of zero means that the feed names none.
  private static func cells(_ level: DepthLevel?, _ instrument: Instrument) -> [String] {
    guard let level else { return ["", "", ""] }
    return [
      String(decimal: level.price.rawValue, scale: instrument.priceScale),
      String(decimal: level.quantity.rawValue, scale: instrument.quantityScale),
      level.orderCount > 0 ? "\(level.orderCount)" : "-",
    ]
  }
}
