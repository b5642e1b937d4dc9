public import Core
public import OrderBook

/// The market as a strategy may see it: books, last trades and rules, as of the last event that
/// has arrived.
public struct MarketView: Sendable {
  /// The instruments, dense from 1.
  public let instruments: [Instrument]
  var books: [LevelBook]
  /// What is asked of each book most, kept: to ask the book would copy it.
  var tops: [MarketTop]
  var lastTrades: [LastTrade?]
  var rulesInForce: [InstrumentRules]

  /// An empty market of a tape's instruments, which are numbered 1… in order.
  public init(instruments: [Instrument]) {
    self.instruments = instruments
    books = instruments.map { LevelBook(instrument: $0.id) }
    tops = instruments.map { _ in MarketTop() }
    lastTrades = instruments.map { _ in nil }
    rulesInForce = instruments.map(\.rules)
  }

  /// Takes in the next event; events of unknown instruments change nothing.
  public mutating func apply(_ event: Event) {
    guard let instrument = event.instrument else { return }
    let place = Int(instrument.rawValue) - 1
    guard books.indices.contains(place) else { return }
    switch event.payload {
    case .trade(let trade):
      lastTrades[place] = LastTrade(
        price: trade.price, quantity: trade.quantity, aggressor: trade.aggressor, time: event.time)
    case .instrument(let rules): rulesInForce[place] = rules
    case .newOrder, .cancel, .amend, .accepted, .amended, .cancelled, .expired, .reject, .fill,
      .bookUpdate, .snapshot, .quote, .regime, .gap, .drop, .timer, .riskDecision,
      .operatorCommand, .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
    books[place].apply(event)
    tops[place] = MarketTop(books[place].readTop())
  }

  /// Takes in the first `count` events one after another.
  public mutating func apply(_ events: borrowing Span<Event>, count: Int) {
    var changed: Int?
    for index in 0..<count {
      guard case .bookUpdate(let update) = events[index].payload,
        let instrument = events[index].instrument
      else {
        apply(events[index])
        continue
      }
      let place = Int(instrument.rawValue) - 1
      guard books.indices.contains(place) else { continue }
      books[place].take(update)
      if let changed, changed != place { tops[changed] = MarketTop(books[changed].readTop()) }
      changed = place
    }
    if let changed { tops[changed] = MarketTop(books[changed].readTop()) }
  }

  /// An instrument as the tape's header defines it.
  public func instrument(_ id: InstrumentID) -> Instrument? {
    let place = Int(id.rawValue) - 1
    return instruments.indices.contains(place) ? instruments[place] : nil
  }

  /// Whether the book may be read: not in the middle of a message or of a trade's reports.
  public func isSettled(_ instrument: InstrumentID) -> Bool {
    let place = Int(instrument.rawValue) - 1
    return tops.indices.contains(place) && tops[place].isSettled
  }

  /// The depth view of an instrument; empty where it is unknown.
  public func book(_ instrument: InstrumentID) -> LevelBook {
    let place = Int(instrument.rawValue) - 1
    return books.indices.contains(place) ? books[place] : LevelBook(instrument: instrument)
  }

  /// Best bid and offer; nil where a side is empty.
  public func bestPrices(_ instrument: InstrumentID) -> (bid: DepthLevel?, ask: DepthLevel?) {
    let place = Int(instrument.rawValue) - 1
    return tops.indices.contains(place) ? (tops[place].bid, tops[place].ask) : (nil, nil)
  }

  /// The print that came last.
  public func lastTrade(_ instrument: InstrumentID) -> LastTrade? {
    let place = Int(instrument.rawValue) - 1
    return lastTrades.indices.contains(place) ? lastTrades[place] : nil
  }

  /// The rules that orders are checked against at the moment.
  public func rules(_ instrument: InstrumentID) -> InstrumentRules {
    let place = Int(instrument.rawValue) - 1
    return rulesInForce.indices.contains(place) ? rulesInForce[place] : .unrestricted
  }
}

/// The best of both sides of a book.
struct MarketTop: BitwiseCopyable, Sendable {
  var bid: DepthLevel?
  var ask: DepthLevel?
  var isSettled = true

  /// Of an empty book.
  init() {}

  init(_ top: (bid: DepthLevel?, ask: DepthLevel?, isSettled: Bool)) {
    (bid, ask, isSettled) = top
  }
}

/// A print as the market last saw it.
public struct LastTrade: BitwiseCopyable, Sendable, Equatable {
  /// Its price.
  public let price: Price
  /// How much traded.
  public let quantity: Quantity
  /// Side of the order that took, where it is known.
  public let aggressor: Side?
  /// When it happened, by the venue's clock.
  public let time: Timestamp
}
