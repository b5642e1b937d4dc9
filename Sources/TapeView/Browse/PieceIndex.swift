internal import Core

/// What is kept of each piece of a tape: enough to find any event again by place, sequence or time.
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
  /// How many events the pieces have together.
  private(set) var events = 0
  /// Latest time of any event so far.
  private(set) var latest = Timestamp.zero
  /// Time of the first event.
  private(set) var earliest: Timestamp?
  private var lastSequence = TapeSequence(0)
  /// How many events are trouble.
  private(set) var anomalies = 0
  /// How much of the file the pieces are.
  private(set) var bytes: Int64 = 0
  /// Whether there are no more pieces.
  private(set) var isComplete = false

  mutating func add(_ piece: TapePiece, anomalies found: Int) {
    entries.append(
      Entry(
        offset: piece.offset, first: nextPlace, count: piece.events.count,
        sequence: piece.events.first?.sequence ?? lastSequence.next, latestBefore: latest,
        anomalies: found))
    if earliest == nil { earliest = piece.events.first?.time }
    events += piece.events.count
    for event in piece.events where event.time > latest { latest = event.time }
    if let last = piece.events.last { lastSequence = last.sequence }
    anomalies += found
    bytes = piece.end
  }

  /// Counts trouble that shows at an event of an earlier piece.
  mutating func addAnomaly(at place: EventPlace) {
    anomalies += 1
    let piece = piece(of: place)
    if piece < entries.count { entries[piece].anomalies += 1 }
  }

  mutating func finish() { isComplete = true }

  /// Place of the first event that is not in a piece yet.
  var nextPlace: EventPlace { EventPlace(UInt64(events) + 1) }

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
