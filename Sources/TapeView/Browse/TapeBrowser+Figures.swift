public import Core

/// How much of a work is done.
public struct BrowseShare: Sendable, Equatable {
  /// Done so far.
  public let done: Int64
  /// All of it.
  public let total: Int64

  /// Whole percent.
  public var percent: Int { total > 0 ? Int(done * 100 / total) : 100 }
}

extension TapeBrowser {
  /// Events that are known of: all of them once every place is.
  public var events: Int { index.events }

  /// Whether every event's place in the file is known.
  public var isIndexed: Bool { index.isComplete }

  /// Whether the whole file was read once, so that anomalies and books are known.
  public var isRead: Bool { index.isRead }

  /// How much of the file was read.
  public var reading: BrowseShare { BrowseShare(done: index.bytes, total: tape.size) }

  /// How far the looking has come that a person waits for; nil where they wait for nothing.
  public var searching: BrowseShare? {
    guard isSearching else { return nil }
    let pieces = Int64(index.entries.count)
    if let goal, case .search(let subject, let direction, _, let next) = goal, isKnown(subject) {
      let done = direction == .down ? Int64(next) : pieces - Int64(next)
      return BrowseShare(done: min(done, pieces), total: pieces)
    }
    if index.isRead, let tally {
      return BrowseShare(done: Int64(tally.counts.count), total: pieces)
    }
    return reading
  }

  /// Whether only some events are shown.
  public var isFiltered: Bool { tally != nil }

  /// Events that pass, as far as they are counted.
  public var matches: Int { tally?.total ?? index.events }

  /// Whether all that pass are counted.
  public var isCounted: Bool {
    guard index.isComplete else { return false }
    return tally.map { $0.counts.count == index.entries.count } ?? true
  }

  /// The number of the person's row among those that pass, from 1; nil while it is not known.
  public var matchNumber: Int? {
    guard let row else { return nil }
    guard let tally else { return Int(clamping: row.place.rawValue) }
    guard let before = tally.matches(before: window.pieces.lowerBound) else { return nil }
    return before + cursor + 1
  }

  /// Trouble found so far, whether kept or not.
  public var anomalyCount: Int { index.anomalies }

  /// Time of the first event; nil before one was read.
  public var earliest: Timestamp? { index.earliest }

  /// Latest time read so far.
  public var latest: Timestamp { index.latest }
}

extension EventPayload {
  /// Whether an event is about an order; a trade is about two.
  public func concerns(_ id: OrderID) -> Bool {
    if case .trade(let trade) = self { return trade.maker == id || trade.taker == id }
    return orderID == id
  }
}
