internal import Core
internal import OrderBook

/// The events of an import on their way out, numbered, and the book that they build.
struct RecordingTape {
  /// Book of the recording's instrument, behind the last event appended.
  private(set) var book: LevelBook
  private let instrument: InstrumentID
  private var pending = RingQueue<Event>()
  private var sequence = TapeSequence(0)

  init(instrument: InstrumentID) {
    self.instrument = instrument
    book = LevelBook(instrument: instrument)
  }

  /// Puts an event in its place on the tape and into the book; it is of the recording's instrument
  /// unless it has another. Returns it as it stands there.
  @discardableResult
  mutating func append(_ event: Event) -> Event {
    var event = event
    sequence = sequence.next
    event.sequence = sequence
    event.instrument = event.instrument ?? instrument
    pending.append(event)
    book.apply(event)
    return event
  }

  /// The next event to be written; nil when there is none.
  mutating func popFirst() -> Event? { pending.popFirst() }

  /// What the book found odd.
  var figures: [ImportFigure] {
    let odd = book.oddities
    return [
      ImportFigure("crossed books", odd.crossedBooks),
      ImportFigure("locked books", odd.lockedBooks),
      ImportFigure("orders not known", odd.unknownOrders),
      ImportFigure("orders added twice", odd.duplicateOrders),
      ImportFigure("order lines without id", odd.missingIDs),
      ImportFigure("more taken than stood", odd.shortfalls),
      ImportFigure("removed with another quantity", odd.mismatchedRemovals),
      ImportFigure("levels beyond the legal range", odd.overflows),
    ]
  }

  /// The book as it stands, in one line.
  func bookLine(_ header: TapeHeader) -> String {
    guard let traded = header.instrument(instrument) else { return "" }
    func side(_ side: Side, _ word: String, _ best: DepthLevel?) -> String {
      let text = best.map { String(decimal: $0.price.rawValue, scale: traded.priceScale) }
      return "\(book.levelCount(side)) \(word) levels" + (text.map { ", best \($0)" } ?? "")
    }
    return "book of \(traded.symbol) at the end: " + side(.buy, "bid", book.bestBid) + "; "
      + side(.sell, "ask", book.bestAsk)
  }
}

extension Event {
  /// An event of a recording that has no place on the tape yet.
  init(
    _ payload: EventPayload, at time: Timestamp, received: Timestamp? = nil,
    numbers: SourceSequence? = nil, instrument: InstrumentID? = nil
  ) {
    self.init(
      sequence: TapeSequence(0), time: time, receiveTime: received, sourceSequence: numbers,
      instrument: instrument, payload: payload)
  }
}
