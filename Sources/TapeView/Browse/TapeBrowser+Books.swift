public import Core
public import OrderBook

/// All books behind one event.
struct PlacedBooks {
  let place: UInt64
  let books: [LevelBook]
}

extension TapeBrowser {
  /// Events from the books that are kept for steps back to those asked for.
  private static var stepBack: UInt64 { 256 }

  /// The book of an instrument as it stands behind a row's event; nil for an unknown instrument.
  ///
  /// Replayed from the nearest books that are kept: those asked for last, or an image.
  public mutating func book(
    of instrument: InstrumentID, at row: TapeRow
  ) throws(TapeAccessError) -> LevelBook? {
    let place = row.place.rawValue
    if books.last?.place != place { try replay(to: place) }
    return books.last?.books.first { $0.instrument == instrument }
  }

  private mutating func replay(to place: UInt64) throws(TapeAccessError) {
    let last = index.piece(of: EventPlace(place))
    guard let image = images.image(before: last) else { return }
    var state = PlacedBooks(
      place: index.entries[image.piece].first.rawValue - 1, books: image.books)
    for kept in books where kept.place <= place && kept.place >= state.place { state = kept }
    var current = state.books
    var done = state.place
    var near: PlacedBooks? = books.first.flatMap { $0.place <= place ? $0 : nil }
    for piece in index.piece(
      of: EventPlace(done + 1))...max(last, index.piece(of: EventPlace(done + 1)))
    {
      let entry = index.entries[piece]
      for (number, event) in try tape.piece(at: entry.offset).events.enumerated() {
        let here = entry.first.rawValue + UInt64(number)
        guard here > done, here <= place else { continue }
        BookImages.apply(event, to: &current)
        done = here
        if here + Self.stepBack == place { near = PlacedBooks(place: here, books: current) }
      }
    }
    let now = PlacedBooks(place: place, books: current)
    books = near.map { [$0, now] } ?? [now]
  }
}
