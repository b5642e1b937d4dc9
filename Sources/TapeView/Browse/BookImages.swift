internal import Core
internal import OrderBook

/// The books of all instruments at some pieces' beginnings, from which those at any event are
/// replayed.
///
/// So many images are kept at most; when they are full every other one is given up, so that the
/// way from an image to an event is at most so many times shorter than the tape.
struct BookImages {
  static let most = 128

  private var images: [(piece: Int, books: [LevelBook])] = []
  /// Pieces from one image to the next.
  private var stride = 1
  /// The books behind the last event of the pieces seen so far.
  private(set) var latest: [LevelBook]
  /// By instrument, whether its book was crossed when its last message ended.
  private var isCrossed: [Bool]

  init(_ header: TapeHeader) {
    latest = header.instruments.map { LevelBook(instrument: $0.id) }
    isCrossed = Array(repeating: false, count: latest.count)
  }

  /// Keeps the books before a piece, if one is due there.
  mutating func begin(piece: Int) {
    guard piece % stride == 0 else { return }
    images.append((piece, latest))
    guard images.count > Self.most else { return }
    stride *= 2
    images.removeAll { $0.piece % stride != 0 }
  }

  /// Takes the next event; a book that becomes crossed by it is returned.
  mutating func apply(_ event: Event) -> (bid: Price, ask: Price)? {
    guard let index = Self.index(event, latest.count) else { return nil }
    let crossings = latest[index].oddities.crossedBooks
    latest[index].apply(event)
    guard latest[index].oddities.crossedBooks > crossings else {
      if latest[index].isSettled { isCrossed[index] = false }
      return nil
    }
    defer { isCrossed[index] = true }
    guard !isCrossed[index], let bid = latest[index].bestBid, let ask = latest[index].bestAsk
    else { return nil }
    return (bid.price, ask.price)
  }

  /// The books before the last piece with an image at or before the given one, and which it is.
  func image(before piece: Int) -> (piece: Int, books: [LevelBook])? {
    images.last { $0.piece <= piece }
  }

  /// Applies an event to the book of its instrument.
  static func apply(_ event: Event, to books: inout [LevelBook]) {
    if let index = index(event, books.count) { books[index].apply(event) }
  }

  private static func index(_ event: Event, _ count: Int) -> Int? {
    guard let id = event.instrument, id.rawValue >= 1, Int(id.rawValue) <= count else { return nil }
    return Int(id.rawValue) - 1
  }
}
