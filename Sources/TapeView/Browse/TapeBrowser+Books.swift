public import Core
public import OrderBook

/// All books behind one event.
struct PlacedBooks {
  let place: UInt64
  var books: [LevelBook]
}

extension TapeBrowser {
  /// Events from the books that are kept for steps back to those asked for.
  private static var stepBack: UInt64 { 256 }

  /// Whether the books at a row are known: what stands before it was read.
  public func knowsBooks(at row: TapeRow) -> Bool {
    index.isRead || row.place < index.nextPlace
  }

  /// The book of an instrument as it stands behind a row's event; nil for an unknown instrument, and
  /// while what stands before the row was not read.
  ///
  /// Replayed from the nearest books that are kept: those asked for last, or an image.
  public mutating func book(
    of instrument: InstrumentID, at row: TapeRow
  ) throws(TapeAccessError) -> LevelBook? {
    guard knowsBooks(at: row) else { return nil }
    let place = row.place.rawValue
    if books.last?.place != place { try replay(to: place) }
    return books.last?.books.first { $0.instrument == instrument }
  }

  private mutating func replay(to place: UInt64) throws(TapeAccessError) {
    guard var now = nearestBooks(to: place) else { return }
    var near = books.first.flatMap { $0.place <= place ? $0 : nil }
    let pieces = index.piece(of: EventPlace(now.place + 1))...index.piece(of: EventPlace(place))
    for piece in pieces {
      let entry = index.entries[piece]
      for (number, event) in try tape.piece(at: entry.offset).events.enumerated() {
        let here = entry.first.rawValue + UInt64(number)
        guard here > now.place, here <= place else { continue }
        BookImages.apply(event, to: &now.books)
        now = PlacedBooks(place: here, books: now.books)
        if here + Self.stepBack == place { near = now }
      }
    }
    books = near.map { [$0, now] } ?? [now]
  }

  /// The last books that are kept of those before a place.
  private func nearestBooks(to place: UInt64) -> PlacedBooks? {
    guard let image = images.image(before: index.piece(of: EventPlace(place))) else { return nil }
    let first = index.entries[image.piece].first.rawValue
    let kept = PlacedBooks(place: first - 1, books: image.books)
    return books.last { $0.place < place && $0.place >= first - 1 } ?? kept
  }
}
