internal import Core
public import TapeView
internal import Terminal

/// The viewer for operators: keys in, frames out.
///
/// A state machine around a `TapeBrowser`: it draws nothing, reads nothing and knows no clock. Its
/// program gives it keys and sizes, calls `work()` while there is something to do and no key
/// waits, and sends its frames to the terminal.
public struct Viewer<Tape: PiecewiseTape> {
  /// Whether the person wants to leave.
  public internal(set) var isDone = false
  /// Whether the person wants the screen drawn anew, from nothing.
  public internal(set) var wantsRedraw = false
  /// Whether the person wants the program to stop for a while (Ctrl-Z).
  public internal(set) var wantsStop = false

  /// What the tape is called.
  let name: String
  var browser: TapeBrowser<Tape>
  var mode = Mode.browsing
  /// The filter in force, as typed.
  var filter: String
  /// The order that is followed; its list replaces the filter's.
  var follows: OrderID?
  /// The order whose events are gone through one by one (`o`, `O`): a trade is about two.
  var tracked: OrderID?
  var showsBook = true
  /// What the person did wrong, until the next key.
  var complaint: String?
  /// The instrument whose book was shown last: events about the whole market leave it there.
  var instrument: InstrumentID?
  var width = 80
  var height = 24
  /// Keys pressed while a wish was on its way: each is meant for where that one leads.
  var waiting: [Key] = []
  let writer: TapeWriter

  /// What keys mean at the moment.
  enum Mode: Equatable {
    case browsing
    case help
    case filtering(PromptLine, before: String)
    case going(PromptLine)
  }

  /// A viewer at the tape's first event that passes.
  ///
  /// - Parameters:
  ///   - tape: What is looked at.
  ///   - name: What the screen calls it.
  ///   - line: What the command line asks to show; its criteria stay until the person types others.
  public init(_ tape: Tape, name: String, filter line: String = "") throws(FilterLineError) {
    self.name = name
    browser = TapeBrowser(tape)
    writer = .excerpt(tape.header)
    filter = ""
    browser.height = listHeight
    try apply(line)
  }

  /// Takes another size of the screen.
  public mutating func resize(width: Int, height: Int) {
    self.width = width
    self.height = height
    browser.height = listHeight
  }

  /// Does a slice of what is to do; false when there is nothing left.
  public mutating func work() throws(TapeAccessError) -> Bool {
    let isBusy = try browser.work()
    takeWaitingKeys()
    return isBusy || browser.hasWish
  }

  /// Whether something that the person waits for is being looked for.
  public var isSearching: Bool { browser.isSearching }

  /// Tells that the screen was drawn anew, or the program stopped, as wished.
  public mutating func didFulfil() {
    wantsRedraw = false
    wantsStop = false
  }

  /// Shows what passes a line of criteria; what cannot be understood changes nothing.
  mutating func apply(_ line: String) throws(FilterLineError) {
    let terms = try TapeFilterTerms(line: line)
    do { try browser.show(terms) } catch { throw .filter(error) }
    filter = line
    follows = nil
  }

  /// Rows for the list: all but title, headings, curves, the three lines of detail, and status.
  var listHeight: Int { max(1, height - 6 - curveCount) }

  /// How many curves there is room for: the price, and on higher screens the spread.
  var curveCount: Int {
    browser.header.instruments.isEmpty ? 0 : height >= 30 ? 2 : height >= 16 ? 1 : 0
  }
}
