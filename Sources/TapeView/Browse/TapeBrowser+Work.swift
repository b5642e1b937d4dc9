internal import Core

extension TapeBrowser {
  /// Does the next slice of what is to do; false when there is nothing left to do.
  public mutating func work() throws(TapeAccessError) -> Bool {
    if let goal {
      if try step(goal) == .waits { try readOn() }
      return true
    }
    if try fillScreen() { return true }
    if let tally, tally.counts.count < index.read {
      let piece = try tape.piece(at: index.entries[tally.counts.count].offset)
      self.tally?.add(piece.events.count { tally.filter.passes($0) })
      return true
    }
    guard !index.isRead else { return false }
    try readOn()
    return true
  }

  /// Whether a wish is on its way or the screen lacks rows: until then a caller need not draw.
  public var isSearching: Bool { goal != nil || lacksRowsAbove || lacksRowsBelow }

  /// Brings the rows that the screen lacks, a piece at a time; false when it lacks none, or when the
  /// tape must be read on first.
  private mutating func fillScreen() throws(TapeAccessError) -> Bool {
    if lacksRowsBelow {
      guard try extendDown() else { return false }
      return true
    }
    guard lacksRowsAbove else { return false }
    try extendUp()
    return true
  }

  private var lacksRowsBelow: Bool { window.rows.count < top + height && !isAtEnd }

  private var lacksRowsAbove: Bool {
    let isShort = isAtEnd && window.rows.count < height
    return window.pieces.lowerBound > 0 && (cursor < min(offset, height - 1) || isShort)
  }

  /// Reads the next piece of the file into the index.
  mutating func readOn() throws(TapeAccessError) {
    guard let piece = try tape.next() else {
      for fault in earlyFaults { noteBefore(fault, .first) }
      return index.finish()
    }
    let number = index.read
    images.begin(piece: number)
    let found = judge(piece)
    if let tally, tally.counts.count == number {
      self.tally?.add(piece.events.count { tally.filter.passes($0) })
    }
    index.add(piece, anomalies: found)
  }

  /// Looks for trouble, and brings the books behind the piece; returns how much shows in it.
  private mutating func judge(_ piece: TapePiece) -> Int {
    var found = 0
    var place = index.nextPlace
    var faults = piece.faults[...]
    for (done, event) in piece.events.enumerated() {
      while let fault = faults.first, fault.eventsBefore <= done {
        found += note(fault)
        faults.removeFirst()
      }
      for fault in earlyFaults {
        watch.add(Anomaly(place: place, instrument: nil, reason: .damage(fault.reason)))
        found += 1
      }
      earlyFaults.removeAll()
      if Anomaly(event, at: place) != nil { found += 1 }
      found += watch.apply(event, at: place)
      if let (bid, ask) = images.apply(event) {
        let reason = Anomaly.Reason.crossedBook(bid: bid, ask: ask)
        watch.add(Anomaly(place: place, instrument: event.instrument, reason: reason))
        found += 1
      }
      for number in curves.indices { curves[number].apply(event, images.latest[number]) }
      place = place.moved(by: 1)
    }
    for fault in faults { found += note(fault) }
    return found
  }

  /// Damage shows at the event before it, which may be one of an earlier piece: then it is counted
  /// there, and 0 here.
  private mutating func note(_ fault: PieceFault) -> Int {
    if fault.eventsBefore > 0 {
      let place = index.nextPlace.moved(by: fault.eventsBefore - 1)
      watch.add(Anomaly(place: place, instrument: nil, reason: .damage(fault.reason)))
      return 1
    }
    if let place = index.lastRead { noteBefore(fault, place) } else { earlyFaults.append(fault) }
    return 0
  }

  private mutating func noteBefore(_ fault: PieceFault, _ place: EventPlace) {
    watch.add(Anomaly(place: place, instrument: nil, reason: .damage(fault.reason)))
    index.addAnomaly(at: place)
  }

  /// Adds the rows of the piece below the window; false when there is none (yet).
  mutating func extendDown() throws(TapeAccessError) -> Bool {
    guard window.pieces.upperBound < index.entries.count else { return false }
    let dropped = window.addBelow(try rows(of: window.pieces.upperBound))
    cursor = max(0, cursor - dropped)
    return true
  }

  /// Adds the rows of the piece above the window.
  mutating func extendUp() throws(TapeAccessError) {
    guard window.pieces.lowerBound > 0 else { return }
    let new = try rows(of: window.pieces.lowerBound - 1)
    window.addAbove(new)
    cursor += new.count
  }

  /// The rows of a piece that pass.
  mutating func rows(of piece: Int) throws(TapeAccessError) -> [TapeRow] {
    if let tally, tally.isEmpty(piece) { return [] }
    let entry = index.entries[piece]
    var rows: [TapeRow] = []
    for (number, event) in try tape.piece(at: entry.offset).events.enumerated()
    where tally?.filter.passes(event) ?? true {
      rows.append(TapeRow(place: entry.first.moved(by: number), event: event))
    }
    if tally?.counts.count == piece { tally?.add(rows.count) }
    return rows
  }
}
