public import Core

// A recording told level by level, many lines at a time: most of them say a level that stands and
// stays, and such lines change neither which levels there are nor which is the best.
extension LevelBook {
  /// Takes in the lines that each say a whole level of this instrument (`set`), from `first` on and
  /// before `last`, as `apply` does one by one; answers the place of the first other event, or `last`.
  /// - Complexity: O(1) expected for each; now and then a table doubles.
  public mutating func takeLevels(
    _ events: borrowing Span<Event>, from first: Int, to last: Int
  ) -> Int {
    var place = resizeLevels(events, from: first, to: last)
    while place < last, case .bookUpdate(let update) = events[place].payload,
      update.action == .set, events[place].instrument == instrument
    {
      changeLevel(update)
      place = resizeLevels(events, from: place + 1, to: last)
    }
    return place
  }

  /// Follows a line that is not one about a level that stands and stays.
  @inline(always) private mutating func changeLevel(_ update: BookUpdate) {
    beginMarketData()
    let lost = standing.setLevel(update.side, at: update.price, to: update.quantity)
    oddities.overwrittenOrders &+= UInt64(lost)
    finishLine(isLast: update.isLast)
  }

  /// Follows lines about levels that stand and stay.
  @inline(always) private mutating func resizeLevels(
    _ events: borrowing Span<Event>, from first: Int, to last: Int
  ) -> Int {
    guard origin == .marketData else { return first }
    let run = standing.resizeLevels(events, of: instrument, from: first, to: last)
    guard run.end > first else { return first }
    isMessageComplete = run.isComplete
    switch standing.crossing {
    case .crossed: oddities.crossedBooks &+= run.messages
    case .locked: oddities.lockedBooks &+= run.messages
    case .apart, nil: break
    }
    return run.end
  }
}

/// A run of lines that were taken in.
struct LevelRun: BitwiseCopyable, Sendable {
  /// Place behind the last of them.
  var end: Int
  /// How many of them were the last of their message.
  var messages: UInt64 = 0
  /// Whether the last one was.
  var isComplete = true
}

extension RecordedDepth {
  /// Makes totals what the lines from `first` on say, as far as that is all there is to do: each says
  /// a whole level of `instrument`, of whose orders none is known, and which stands there and stays.
  mutating func resizeLevels(
    _ events: borrowing Span<Event>, of instrument: InstrumentID, from first: Int, to last: Int
  ) -> LevelRun {
    let (lattice, firstCell) = (lattice, attributed.count)
    return levels.resize(
      events, of: instrument, LevelRun(end: first), to: last, on: lattice, &pages, from: firstCell)
  }
}

extension [RecordedLevel] {
  /// The loop, apart from the book so that the array is made sure of once.
  ///
  /// `pages` is passed by address, not changed: borrowed, all of it would be copied.
  @inline(__always) fileprivate mutating func resize(
    _ events: borrowing Span<Event>, of instrument: InstrumentID, _ begun: LevelRun, to last: Int,
    on lattice: PriceLattice, _ pages: inout LevelPages, from firstCell: Int
  ) -> LevelRun {
    var run = begun
    var levels = mutableSpan
    while run.end < last, case .bookUpdate(let update) = events[run.end].payload,
      update.action == .set, update.quantity > .zero, events[run.end].instrument == instrument,
      let place = lattice.place(of: update.price)
    {
      let rank = LevelPages.rank(update.side, place)
      let slot = pages.slot(of: rank)
      let cell = LevelPages.cell(slot, rank)
      guard pages.isOpen(slot, rank), cell >= firstCell else { break }
      levels[cell].total = update.quantity
      run.end += 1
      run.isComplete = update.isLast
      run.messages &+= update.isLast ? 1 : 0
    }
    return run
  }
}
