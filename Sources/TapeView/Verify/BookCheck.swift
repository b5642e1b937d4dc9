internal import Core
internal import OrderBook

/// Rebuilds the books of a simulated tape: a venue never leaves bids at or above its offers.
///
/// Judged at the end only, since a book is crossed in the middle of every trade's message.
struct BookCheck {
  private var books: [LevelBook]

  init(_ instruments: [Instrument]) { books = instruments.map { LevelBook(instrument: $0.id) } }

  /// Takes an event into the book of its instrument.
  mutating func apply(_ event: Event) {
    guard let id = event.instrument, id.rawValue >= 1, Int(id.rawValue) <= books.count else {
      return
    }
    books[Int(id.rawValue) - 1].apply(event)
  }

  /// Books that are crossed or locked now, seen at the last event of the tape.
  func crossed(at sequence: TapeSequence, line: Int) -> [TapeViolation] {
    books.compactMap { book in
      guard let bid = book.bestBid, let ask = book.bestAsk, bid.price >= ask.price else {
        return nil
      }
      return TapeViolation(
        sequence: sequence, line: line, instrument: book.instrument,
        reason: .crossedBook(bid: bid.price, ask: ask.price))
    }
  }
}
