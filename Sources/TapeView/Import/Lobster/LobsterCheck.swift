internal import Core
internal import OrderBook

/// Proves a recording against itself: the book of row i−1 with message i applied must be row i.
///
/// Row i−1 says nothing of what stands below its last level, so one level less is compared. Beside
/// it a book is rebuilt from row 0 alone; it drifts as orders from below its start come up.
struct LobsterCheck {
  private let instrument: InstrumentID
  private var previous: LobsterBookRow?
  private var rebuilt: LevelBook
  private var matched: UInt64 = 0
  private var rebuiltMatched: UInt64 = 0
  private var total: UInt64 = 0
  private var firstMismatch: UInt64?
  private var depth = 0

  init(instrument: InstrumentID) {
    self.instrument = instrument
    rebuilt = LevelBook(instrument: instrument)
  }

  /// Takes a message's events and the row that stands behind it.
  mutating func apply(_ events: [Event], row: LobsterBookRow) {
    defer { previous = row }
    guard let previous else {
      apply(row.snapshot, to: &rebuilt)
      return
    }
    total += 1
    depth = max(1, row.width - 1)
    var book = LevelBook(instrument: instrument)
    apply(previous.snapshot, to: &book)
    for event in events {
      book.apply(event)
      rebuilt.apply(event)
    }
    if row.agrees(with: rebuilt, depth: depth) { rebuiltMatched += 1 }
    if row.agrees(with: book, depth: depth) {
      matched += 1
    } else if firstMismatch == nil {
      firstMismatch = total
    }
  }

  var result: ImportCheck {
    var notes = ["\(rebuiltMatched)/\(total) rows agree with a book rebuilt from row 0 alone"]
    if let firstMismatch { notes.append("first disagreement at row \(firstMismatch)") }
    return ImportCheck(
      matched: matched, total: total,
      subject: "row i-1 with message i gives row i in the top \(depth) levels", notes: notes)
  }

  private func apply(_ lines: [Snapshot], to book: inout LevelBook) {
    for line in lines {
      book.apply(
        Event(
          sequence: .first, time: .zero, instrument: instrument, payload: .snapshot(line)))
    }
  }
}
