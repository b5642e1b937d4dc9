internal import Core

/// What is kept of each piece of a tape: enough to find any event again by place, sequence or time.
///
/// Pieces are added as they are read, or all at once from the tape's outline; then reading adds only
/// what it finds wrong.
struct PieceIndex {
  struct Entry {
    /// Where the piece begins in the file.
    let offset: Int64
    /// Place of its first event.
    let first: EventPlace
    /// How many events it has.
    let count: Int
    /// Sequence of its first event; of a piece without events the one that should follow.
    let sequence: TapeSequence
    /// Latest time of any event before it: recorded time goes back, this does not.
    let latestBefore: Timestamp
    /// How many of its events are trouble.
    var anomalies: Int
  }

  private(set) var entries: [Entry] = []
  /// How many of them, from the first on, were read in file order.
  private(set) var read = 0
  /// How many events the pieces have together.
  private(set) var events = 0
  /// Latest time of any event so far.
  private(set) var latest = Timestamp.zero
  /// Earliest time of the first piece that was read or outlined.
  private(set) var earliest: Timestamp?
  private var lastSequence = TapeSequence(0)
  /// How many events are trouble.
  private(set) var anomalies = 0
  /// How much of the file the pieces are that were read.
  private(set) var bytes: Int64 = 0
  /// Place of the last event that was read in file order; nil before the first.
  private(set) var lastRead: EventPlace?
  /// Whether there are no more pieces: every place in the file is known.
  private(set) var isComplete = false
  /// Whether all of them were read.
  private(set) var isRead = false

  /// Of a tape whose pieces are known, all of them.
  init(_ outline: [TapeBlock]?) {
    guard let outline else { return }
    for block in outline {
      entries.append(
        Entry(
          offset: Int64(block.offset), first: end, count: block.eventCount,
          sequence: block.firstSequence, latestBefore: latest, anomalies: 0))
      events += block.eventCount
      latest = max(latest, block.latest)
    }
    earliest = outline.first?.earliest
    isComplete = true
  }

  /// Takes the next piece in file order.
  mutating func add(_ piece: TapePiece, anomalies found: Int) {
    if read == entries.count { outline(piece) }
    entries[read].anomalies += found
    if !piece.events.isEmpty { lastRead = nextPlace.moved(by: piece.events.count - 1) }
    read += 1
    anomalies += found
    bytes = piece.end
  }

  private mutating func outline(_ piece: TapePiece) {
    entries.append(
      Entry(
        offset: piece.offset, first: end, count: piece.events.count,
        sequence: piece.events.first?.sequence ?? lastSequence.next, latestBefore: latest,
        anomalies: 0))
    if earliest == nil { earliest = piece.events.first?.time }
    events += piece.events.count
    for event in piece.events where event.time > latest { latest = event.time }
    if let last = piece.events.last { lastSequence = last.sequence }
  }

  /// Counts trouble that shows at an event of an earlier piece.
  mutating func addAnomaly(at place: EventPlace) {
    anomalies += 1
    let piece = piece(of: place)
    if piece < entries.count { entries[piece].anomalies += 1 }
  }

  /// Says that there are no more pieces to read.
  mutating func finish() {
    isComplete = true
    isRead = true
  }

  /// Place of the first event that was not read in file order yet.
  var nextPlace: EventPlace { read < entries.count ? entries[read].first : end }

  /// The place behind the last piece.
  private var end: EventPlace { EventPlace(UInt64(events) + 1) }

  /// The piece of a place; the last one for places behind it, 0 when there is none.
  func piece(of place: EventPlace) -> Int { max(0, count { $0.first <= place } - 1) }

  /// The piece in which a sequence stands, on a tape whose sequences rise.
  func piece(of sequence: TapeSequence) -> Int { max(0, count { $0.sequence <= sequence } - 1) }

  /// The piece in which the first event at or behind a time stands.
  func piece(at time: Timestamp) -> Int { max(0, count { $0.latestBefore < time } - 1) }

  /// How many entries, from the first on, satisfy something that later ones do not.
  private func count(while holds: (Entry) -> Bool) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if holds(entries[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
