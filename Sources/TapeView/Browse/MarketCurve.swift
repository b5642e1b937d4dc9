public import Core
public import OrderBook

/// How the price of an instrument went over a tape, and how far apart its best prices stood: a point
/// every so many events.
///
/// So many points are kept at most; when they are full every other one is given up.
public struct MarketCurve: Sendable, Equatable {
  /// What was so behind one event.
  public struct Point: Sendable, Equatable {
    /// Twice the middle between best bid and best offer, in the instrument's units: a whole number.
    /// Where there is none, twice the price of the last trade.
    public let doubledPrice: Int64?
    /// From best bid to best offer.
    public let spread: Int64?

    /// States both.
    public init(doubledPrice: Int64?, spread: Int64?) {
      self.doubledPrice = doubledPrice
      self.spread = spread
    }
  }

  /// Most points.
  public static let most = 1_024

  /// Behind every `stride`th event one.
  public private(set) var points: [Point] = []
  /// Events from one point to the next.
  public private(set) var stride: UInt64 = 1
  private var events: UInt64 = 0
  private var lastTrade: Price?

  /// A curve without points.
  public init() {}

  /// Takes the next event of the tape, whatever it is about, and the book of this instrument as it
  /// stands behind it.
  public mutating func apply(_ event: Event, _ book: LevelBook) {
    if case .trade(let trade) = event.payload, event.instrument == book.instrument {
      lastTrade = trade.price
    }
    events += 1
    guard events % stride == 0 else { return }
    points.append(point(book))
    guard points.count == Self.most else { return }
    stride *= 2
    points = points.indices.filter { $0 % 2 == 1 }.map { points[$0] }
  }

  private func point(_ book: LevelBook) -> Point {
    guard let bid = book.bestBid?.price.rawValue, let ask = book.bestAsk?.price.rawValue else {
      return Point(doubledPrice: lastTrade.map { 2 * $0.rawValue }, spread: nil)
    }
    return Point(doubledPrice: bid + ask, spread: ask - bid)
  }
}

extension TapeBrowser {
  /// How many instruments' curves are kept: the first ones of the header.
  static var mostCurves: Int { 64 }

  /// The curve of an instrument over what was read of the tape; nil for one that has none.
  public func curve(of instrument: InstrumentID) -> MarketCurve? {
    let index = Int(instrument.rawValue) - 1
    return curves.indices.contains(index) ? curves[index] : nil
  }

  /// Events over which the curves go: those read in file order.
  public var eventsRead: Int { Int(clamping: index.lastRead?.rawValue ?? 0) }

  /// How many events there are; an estimate by the bytes read until every place is known.
  public var likelyEvents: Int {
    guard !index.isComplete, index.bytes > 0 else { return index.events }
    let likely = Int128(index.events) * Int128(tape.size) / Int128(index.bytes)
    return max(index.events, Int(clamping: likely))
  }
}
