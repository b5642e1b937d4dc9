internal import Core

/// How far a wish came in one step.
enum BrowseStep {
  /// It goes on, or is fulfilled.
  case moves
  /// The tape must be read on first.
  case waits
}

extension TapeBrowser {
  /// Does one step of a wish.
  mutating func step(_ goal: BrowseGoal) throws(TapeAccessError) -> BrowseStep {
    switch goal {
    case .rows(let count): return try move(by: count)
    case .place(let place, let isOpen): return try seek(place, isOpen: isOpen)
    case .end:
      guard index.isComplete else { return .waits }
      self.goal = .place(EventPlace(UInt64(max(1, index.events))), isOpen: false)
      return .moves
    case .sequence(let sequence):
      guard index.isComplete || index.entries.last.map({ $0.sequence > sequence }) ?? false
      else { return .waits }
      return try open(index.piece(of: sequence)) { $0.sequence >= sequence }
    case .time(let time):
      guard index.isComplete || index.latest >= time else { return .waits }
      return try open(index.piece(at: time)) { $0.time >= time }
    case .step(let thousandths):
      // A share of the events is known when all are.
      guard index.isComplete else { return .waits }
      let step = max(1, index.events * abs(thousandths) / 1_000)
      self.goal = .place(anchor.moved(by: thousandths < 0 ? -step : step), isOpen: false)
      return .moves
    case .share(let thousandths):
      guard index.isComplete else { return .waits }
      let before = index.events * min(max(0, thousandths), 1_000) / 1_000
      self.goal = .place(EventPlace(UInt64(before) + 1), isOpen: false)
      return .moves
    case .search(let subject, let direction, let from, let next):
      return try search(subject, direction, from, next)
    }
  }

  /// Goes to the first event of a piece that is what is looked for, else behind the piece.
  private mutating func open(
    _ piece: Int, at isFound: (Event) -> Bool
  ) throws(TapeAccessError) -> BrowseStep {
    guard piece < index.entries.count else {
      goal = nil
      return .moves
    }
    let entry = index.entries[piece]
    let events = try tape.piece(at: entry.offset).events
    let number = events.firstIndex(where: isFound) ?? events.count
    goal = .place(entry.first.moved(by: number), isOpen: false)
    return .moves
  }

  private mutating func move(by count: Int) throws(TapeAccessError) -> BrowseStep {
    let last = max(0, window.rows.count - 1)
    let next = min(max(0, cursor.addingReportingOverflow(count).partialValue), last)
    let rest = count - (next - cursor)
    offset = min(
      max(0, min(offset, cursor) + (abs(count) < height ? next - cursor : 0)), height - 1)
    cursor = next
    if rest > 0, !isAtEnd {
      goal = .rows(rest)
      return try extendDown() ? .moves : .waits
    }
    if rest < 0, window.pieces.lowerBound > 0 {
      goal = .rows(rest)
      try extendUp()
      return .moves
    }
    arrive()
    return .moves
  }

  private mutating func seek(
    _ place: EventPlace, isOpen: Bool
  ) throws(TapeAccessError) -> BrowseStep {
    if !isOpen {
      guard index.isComplete || place < index.nextPlace else { return .waits }
      let piece = index.piece(of: place)
      if !window.pieces.contains(piece) { open(at: piece) }
      goal = .place(place, isOpen: true)
    }
    if let found = window.rows.firstIndex(where: { $0.place >= place }) {
      land(on: found)
    } else if !isAtEnd {
      return try extendDown() ? .moves : .waits
    } else if !window.rows.isEmpty || window.pieces.lowerBound == 0 {
      land(on: max(0, window.rows.count - 1))
    } else {
      try extendUp()
    }
    return .moves
  }

  /// Looks through one piece; the rows in memory stay until something is found.
  private mutating func search(
    _ subject: BrowseGoal.Subject, _ direction: BrowseDirection, _ from: EventPlace, _ next: Int
  ) throws(TapeAccessError) -> BrowseStep {
    let pieces = 0..<(subject.needsReading ? index.read : index.entries.count)
    if direction == .up, next >= pieces.count, !isKnown(subject) { return .waits }
    let piece =
      direction == .down
      ? pieces.dropFirst(next).first { mayHold(subject, $0) }
      : pieces.prefix(max(0, next + 1)).last { mayHold(subject, $0) }
    guard let piece else {
      if direction == .down, !isKnown(subject) {
        goal = .search(subject, direction, from: from, next: max(next, pieces.count))
        return .waits
      }
      notice = subject.absence(direction)
      goal = nil
      return .moves
    }
    let found = try rows(of: piece).filter { row in
      (direction == .down ? row.place > from : row.place < from) && isMet(subject, row)
    }
    if let row = direction == .down ? found.first : found.last {
      goal = .place(row.place, isOpen: false)
    } else {
      let next = direction == .down ? piece + 1 : piece - 1
      goal = .search(subject, direction, from: from, next: next)
    }
    return .moves
  }

  /// Whether nothing more can come to light about where a subject may be.
  func isKnown(_ subject: BrowseGoal.Subject) -> Bool {
    subject.needsReading ? index.isRead : index.isComplete
  }

  private func isMet(_ subject: BrowseGoal.Subject, _ row: TapeRow) -> Bool {
    switch subject {
    case .anomaly: !anomalies(at: row).isEmpty
    case .order(let id): row.event.payload.concerns(id)
    }
  }

  private func mayHold(_ subject: BrowseGoal.Subject, _ piece: Int) -> Bool {
    if let tally, tally.isEmpty(piece) { return false }
    return switch subject {
    case .anomaly: index.entries[piece].anomalies > 0
    case .order: true
    }
  }

  /// Ends a jump: a row that is on the screen stays where it is, another comes a third down.
  private mutating func land(on row: Int) {
    let top = top
    let isSeen = anchorIsSeen && row >= top && row < top + height
    offset = isSeen ? row - top : height / 3
    cursor = row
    arrive()
  }

  /// Whether the rows of the screen are those that the person saw when they asked.
  private var anchorIsSeen: Bool { row?.place == anchor }

  private mutating func arrive() {
    goal = nil
    if let row { anchor = row.place }
  }
}

extension BrowseGoal.Subject {
  /// Whether it shows only when the tape is read from its beginning.
  var needsReading: Bool {
    switch self {
    case .anomaly: true
    case .order: false
    }
  }

  /// What to say when there is none.
  func absence(_ direction: BrowseDirection) -> String {
    let side = direction == .down ? "further down" : "further up"
    return switch self {
    case .anomaly: "no anomaly \(side) among what is shown"
    case .order(let id): "no event of order \(id.rawValue) \(side) among what is shown"
    }
  }
}
