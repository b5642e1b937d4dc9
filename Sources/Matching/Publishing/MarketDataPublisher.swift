public import Core
public import Handoff
public import OrderBook

/// Shows the books of an engine to any number of threads, without waiting for any of them.
///
/// Of each book the newest depth stands ready (readers take it when they want it); quotes are sent, all
/// that changed in a batch of requests with one announcement. Whoever hears a quote finds a depth that
/// is as new, or newer.
public struct MarketDataPublisher: ~Copyable, Sendable {
  private let places: IdentifierMap<Int>
  private let channels: [DepthChannel]
  private var quotes: BroadcastPublisher<BookQuote>
  /// What was sent last, by place.
  private var sent: [BookQuote]
  /// Places of the books that requests went to since the last publication.
  private var touched: [Int] = []
  private var isTouched: [Bool]
  private var batch: [BookQuote] = []

  /// A publisher for books that are empty; a reader of quotes may fall `capacity` quotes behind.
  public init(_ instruments: [InstrumentID], capacity: RingCapacity) {
    var places = IdentifierMap<Int>()
    for (place, instrument) in instruments.enumerated() {
      places[UInt64(instrument.rawValue)] = place
    }
    self.places = places
    channels = instruments.map { DepthChannel($0) }
    sent = instruments.map { BookQuote(empty: $0) }
    isTouched = instruments.map { _ in false }
    quotes = BroadcastPublisher(
      capacity: capacity, priming: BookQuote(empty: instruments.first ?? InstrumentID(0)))
  }

  /// What readers are made from.
  public var source: MarketDataSource {
    MarketDataSource(places: places, depths: channels.map(\.source), quotes: quotes.source)
  }

  /// How many quotes were sent.
  public var quoteCount: UInt64 { quotes.count }

  /// Notes that a request went to a book, so that the next publication shows it.
  public mutating func touch(_ instrument: InstrumentID) {
    guard let place = places[UInt64(instrument.rawValue)], !isTouched[place] else { return }
    isTouched[place] = true
    touched.append(place)
  }

  /// Publishes the books that were touched, behind a request.
  /// - Complexity: O(books touched), wait-free, whatever the number of readers.
  public mutating func publish(_ engine: borrowing MatchingEngine, behind request: UInt64) {
    for place in touched {
      isTouched[place] = false
      let (channel, last) = (channels[place], sent[place])
      let quote = engine.withBook(of: last.instrument) { book in
        channel.publish(BookDepth(book, behind: request))
        return BookQuote(book, behind: request)
      }
      guard let quote, !quote.showsSame(as: last) else { continue }
      sent[place] = quote
      batch.append(quote)
    }
    touched.removeAll(keepingCapacity: true)
    if batch.isEmpty { return }
    let changed = batch  // shared, not copied
    quotes.publish(contentsOf: changed.span)
    batch.removeAll(keepingCapacity: true)
  }
}

/// The newest depth of one book.
///
/// Unchecked: a publisher, of which there is one, is the only one that reaches it, and cannot be used
/// by two threads at a time.
private final class DepthChannel: @unchecked Sendable {
  private var publisher: SnapshotPublisher<BookDepth>

  init(_ instrument: InstrumentID) {
    publisher = SnapshotPublisher(BookDepth(empty: instrument))
  }

  var source: SnapshotSource<BookDepth> { publisher.source }

  func publish(_ depth: BookDepth) { publisher.publish(depth) }
}
