public import Core

/// What a tape holds, and what of it passed a filter: the figures at the end of a replay.
public struct TapeSummary: Sendable, Equatable {
  /// Names and scales for showing the figures.
  public let header: TapeHeader
  /// Over the events that passed.
  public var passed: TapeTally { selection ?? total }
  /// Over all events that were read.
  public private(set) var total: TapeTally
  /// How many events lie before the one that precedes them on the tape: legal in recordings.
  public private(set) var timesBackward: UInt64 = 0
  /// How many lines were skipped as malformed.
  public private(set) var skippedLines: UInt64 = 0
  /// The first of those.
  public private(set) var firstSkipped: TapeError?
  /// The tally of what passed, once something did not: until then it is the total.
  private var selection: TapeTally?
  private var previous = Timestamp.zero

  /// Figures of nothing, for tapes with this header.
  public init(header: TapeHeader) {
    self.header = header
    total = TapeTally(header: header)
  }

  /// Counts an event in the total and, if it passed, there.
  /// - Complexity: O(1).
  public mutating func add(_ event: Event, passes: Bool) {
    if passes { selection?.add(event) } else if selection == nil { selection = total }
    total.add(event)
    if event.time < previous { timesBackward += 1 }
    previous = event.time
  }

  /// Counts lines that could not be read, the first of them for this reason.
  public mutating func addSkipped(_ error: TapeError, count: UInt64 = 1) {
    skippedLines += count
    if firstSkipped == nil { firstSkipped = error }
  }
}
