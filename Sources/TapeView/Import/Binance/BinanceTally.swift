/// Counts a recording's lines by kind of message.
struct BinanceTally {
  private var pictures: UInt64 = 0
  private var depths: UInt64 = 0
  private var mostLevels = 0
  private var quotes: UInt64 = 0
  private var trades: UInt64 = 0
  private var aggregates: UInt64 = 0
  private var others: UInt64 = 0
  private var withoutTime: UInt64 = 0

  mutating func count(_ message: BinanceMessage) {
    switch message.content {
    case .picture: pictures += 1
    case .depth(let depth):
      depths += 1
      mostLevels = max(mostLevels, depth.levels.count)
    case .quote: quotes += 1
    case .trade(_, let covers): if covers == nil { trades += 1 } else { aggregates += 1 }
    case .other: others += 1
    }
    if message.time == nil { withoutTime += 1 }
  }

  var figures: [ImportFigure] {
    [
      ImportFigure("lines", pictures + depths + quotes + trades + aggregates + others),
      ImportFigure("pictures of the book", pictures),
      ImportFigure("depth updates", depths),
      ImportFigure("most levels in one", UInt64(mostLevels)),
      ImportFigure("book tickers", quotes),
      ImportFigure("trades", trades),
      ImportFigure("aggregate trades", aggregates),
      ImportFigure("other messages", others),
      ImportFigure("messages without exchange time", withoutTime),
    ]
  }
}

/// What a symbol of Binance says of itself.
enum BinanceSymbol {
  /// Quote currencies, longest first, as symbols end in them.
  private static let currencies = [
    "FDUSD", "USDT", "USDC", "TUSD", "BUSD", "USDP", "USD", "DAI", "BTC", "ETH", "BNB", "TRX",
    "XRP", "DOGE", "EUR", "TRY", "BRL", "GBP", "AUD", "JPY", "PLN", "RON", "ARS", "ZAR", "UAH",
    "MXN", "COP", "CZK", "RUB", "NGN", "IDRT", "BIDR", "BVND", "VAI", "UST", "PAX",
  ]

  /// The quote currency of `BTCUSDT` or, for futures, of `ETHUSD_PERP`; `unknown` where the symbol
  /// ends in none of those known.
  static func currency(of symbol: String) -> String {
    let pair = symbol.prefix { $0 != "_" }
    return currencies.first { pair.hasSuffix($0) && pair.count > $0.count } ?? "unknown"
  }
}
