public import Core

// A recording told level by level, many lines at a time.
extension LevelBook {
  /// Takes in the lines that each say a whole level of this instrument (`set`), from `first` on and
  /// before `last`, as `apply` does one by one; answers the place of the first other event, or `last`.
  /// - Complexity: O(1) expected for each; now and then a table doubles.
  public mutating func takeLevels(
    _ events: borrowing Span<Event>, from first: Int, to last: Int
  ) -> Int {
    take(events, from: first, to: last, within: nil).end
  }

  /// Takes in such lines as far as the fence admits them; answers the place of the first that is
  /// none or has to wait, and the latest of `time` and their times.
  /// - Complexity: as above.
  public mutating func takeLevels(
    _ events: borrowing Span<Event>, from first: Int, within fence: LevelFence, _ time: Timestamp
  ) -> (end: Int, latest: Timestamp) {
    let run = take(events, from: first, to: events.count, within: fence, time)
    return (run.end, run.latest)
  }

  /// The loop of both: straight through the pages as far as that goes, then the line that is in
  /// their way.
  @inline(__always) private mutating func take(
    _ events: borrowing Span<Event>, from first: Int, to last: Int, within fence: LevelFence?,
    _ time: Timestamp = .zero
  ) -> LevelRun {
    var run = LevelRun(end: first, latest: time)
    while true {
      if origin == .marketData { resizeLevels(events, to: last, within: fence, &run) }
      guard run.end < last, case .bookUpdate(let line) = events[run.end].payload,
        line.action == .set, events[run.end].instrument == instrument,
        fence?.admits(events[run.end].time, line.side, line.price) ?? true
      else { return run }
      run.latest = max(run.latest, events[run.end].time)
      changeLevel(line)
      run.end += 1
    }
  }

  /// Follows lines that leave the best levels alone.
  @inline(__always) private mutating func resizeLevels(
    _ events: borrowing Span<Event>, to last: Int, within fence: LevelFence?,
    _ run: inout LevelRun
  ) {
    let scope = LevelScope(
      instrument: instrument, last: last, lattice: standing.lattice,
      firstCell: standing.attributed.count,
      best: [standing.pages.tops[0].rank, standing.pages.tops[1].rank])
    let began = run.end
    standing.pages.follow(events, scope, within: fence, &standing.levels, &run)
    guard run.end > began, case .bookUpdate(let line) = events[run.end - 1].payload else { return }
    isMessageComplete = line.isLast
    switch standing.crossing {
    case .crossed: oddities.crossedBooks &+= run.messages
    case .locked: oddities.lockedBooks &+= run.messages
    case .apart, nil: break
    }
  }

  /// Follows any line about a level.
  @inline(never) private mutating func changeLevel(_ line: BookUpdate) {
    beginMarketData()
    let lost = standing.setLevel(line.side, at: line.price, to: line.quantity)
    oddities.overwrittenOrders &+= UInt64(lost)
    finishLine(isLast: line.isLast)
  }
}

/// Which lines a run may take: those that say a whole level, on these terms.
struct LevelScope: BitwiseCopyable, Sendable {
  let instrument: InstrumentID
  /// Place of the first line that is not of the run.
  let last: Int
  let lattice: PriceLattice
  /// Of the levels in earlier cells orders may be known.
  let firstCell: Int
  /// Ranks of the best bid and offer, which stay as they are.
  let best: InlineArray<2, UInt64>
}

/// A run of lines that were taken in.
struct LevelRun: BitwiseCopyable, Sendable {
  /// Place behind the last of them.
  var end: Int
  /// The latest of their times, where they are taken within a fence.
  var latest: Timestamp
  /// How many of the latest were the last of their message.
  var messages: UInt64 = 0
}
