public import Core

/// A place in a tape of any length: the rows around it that pass a filter, and how to get elsewhere.
///
/// A person asks for something (`go(to:)`, `show(_:)`); `work()` then does a slice of what is to do,
/// some thousand events at most, and says whether there is more: first what was asked for, then the
/// rows of the screen, then what makes later questions quick (how many events pass, the index of
/// the file). Where the tape has an outline every place is known from the first moment on, and going
/// there takes no reading of what lies between. A caller that looks for keys between two slices never keeps a person waiting.
///
/// In memory are the rows around the place, some figures of each piece of the file, the books at
/// some of them, and the trouble that was found: all of it bounded but the figures, 56 bytes for
/// every 64 KiB of tape.
public struct TapeBrowser<Tape: PiecewiseTape> {
  /// Rows of the person's screen.
  public var height = 1

  /// What could not be done, for the person; gone with the next wish.
  public internal(set) var notice: String?

  var tape: Tape
  var index: PieceIndex
  var watch: AnomalyWatch
  /// Damage before the first event that can be read, at which it shows.
  var earlyFaults: [PieceFault] = []
  var images: BookImages
  /// By instrument, from the first on.
  var curves: [MarketCurve]
  var tally: FilterTally?
  var window = RowWindow(at: 0)
  /// The row of the window at which the person is.
  var cursor = 0
  /// Row of the screen on which that one stands, as far as there are rows above it.
  var offset = 0
  /// Where the person is, also while no row is shown.
  var anchor = EventPlace.first
  var goal: BrowseGoal?
  /// The books asked for last, and some from a little before them: for steps back.
  var books: [PlacedBooks] = []

  /// Begins at the first event.
  public init(_ tape: Tape) {
    self.tape = tape
    index = PieceIndex(tape.outline)
    watch = AnomalyWatch(tape.header)
    images = BookImages(tape.header)
    let count = min(tape.header.instruments.count, Self.mostCurves)
    curves = Array(repeating: MarketCurve(), count: count)
  }

  /// What stands before the tape's first event.
  public var header: TapeHeader { tape.header }

  /// Shows only what passes; stays where the person is, or at the next event that passes.
  public mutating func show(_ terms: TapeFilterTerms) throws(FilterError) {
    let filter = try terms.resolved(against: header)
    notice = nil
    tally = terms.isEmpty ? nil : FilterTally(filter)
    open(at: 0)
    goal = .place(anchor, isOpen: false)
  }

  /// Wishes to be elsewhere; replaces a wish that is not fulfilled yet.
  public mutating func go(to target: BrowseTarget) {
    notice = nil
    switch target {
    case .rows(let count): goal = .rows(count)
    case .start: goal = .place(.first, isOpen: false)
    case .end: goal = .end
    case .sequence(let sequence): goal = .sequence(sequence)
    case .time(let time): goal = .time(time)
    case .step(let thousandths): goal = .step(thousandths)
    case .share(let thousandths): goal = .share(thousandths)
    case .anomaly(let direction): search(.anomaly, direction)
    case .order(let id, let direction): search(.order(id), direction)
    }
  }

  private mutating func search(_ subject: BrowseGoal.Subject, _ direction: BrowseDirection) {
    // Where the first block is damaged, a person begins at the first row that there is.
    let here = row?.place ?? anchor
    goal = .search(subject, direction, from: here, next: index.piece(of: here))
  }

  /// Gives up a wish that is not fulfilled yet and stays.
  public mutating func stop() { goal = nil }

  /// Whether a wish is not fulfilled yet.
  public var hasWish: Bool { goal != nil }

  /// The rows to show, and which of them is the person's.
  public var screen: (rows: ArraySlice<TapeRow>, cursor: Int) {
    let top = top
    return (window.rows[top...].prefix(height), cursor - top)
  }

  /// The row at which the person is; nil while none is found.
  public var row: TapeRow? { cursor < window.rows.count ? window.rows[cursor] : nil }

  /// What is wrong at a row; empty for most.
  public func anomalies(at row: TapeRow) -> [Anomaly] {
    let found = watch.findings(at: row.place)
    guard let own = Anomaly(row.event, at: row.place) else { return Array(found) }
    return [own] + found
  }

  /// Forgets the rows in memory and begins anew before a piece.
  mutating func open(at piece: Int) {
    window = RowWindow(at: piece)
    cursor = 0
  }

  /// First row of the screen: the person's row where they left it, no room below the last row while
  /// there are rows above, and the other way round.
  var top: Int {
    let wanted = min(max(0, cursor - min(offset, height - 1)), window.rows.count)
    return isAtEnd ? max(0, min(wanted, window.rows.count - height)) : wanted
  }

  /// Whether no rows follow those in the window.
  var isAtEnd: Bool { window.pieces.upperBound == index.entries.count && index.isComplete }
}
