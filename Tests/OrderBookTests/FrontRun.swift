import Core
import OrderBook
import OrderState
import Samples

/// A request at a time.
struct Step: Sendable, Equatable {
  var payload: EventPayload
  var time = Timestamp.zero
}

/// A book of either kind with its front, followed by an order register: no report may contradict
/// the life of its order.
struct FrontRun<Book: OrderMatching & ~Copyable>: ~Copyable {
  var book: Book
  var front: BookFront
  private var register = OrderRegister()
  private var sequencer = Sequencer()
  /// The depth that the tape tells.
  private var tape = RebuiltBook()
  /// Orders whose number another one had before, which the register rightly finds wrong.
  private var reused: Set<UInt64> = []
  /// What the register found first.
  private(set) var contradiction: String?

  init(_ book: consuming Book, followsPositions: Bool = true) {
    self.book = book
    front = BookFront(followsPositions: followsPositions)
  }

  /// The reports to one request.
  mutating func reports(to step: Step) -> [EventPayload] {
    var reports: [EventPayload] = []
    let isRequest = front.handle(step.payload, at: step.time, book: &book, into: &reports)
    precondition(isRequest, "\(step.payload) is no request")
    follow([step.payload] + reports)
    return reports
  }

  /// Ends what is over by `time`.
  mutating func reports(at time: Timestamp) -> [EventPayload] {
    var reports: [EventPayload] = []
    front.advance(to: time, book: &book, into: &reports)
    follow(reports)
    return reports
  }

  private mutating func follow(_ payloads: [EventPayload]) {
    tape.apply(payloads)
    for payload in payloads {
      let id = payload.orderID ?? 0
      if case .newOrder = payload, register.lifecycle(of: id)?.state.isFinal ?? false {
        reused.insert(id.rawValue)
      }
      if reused.contains(id.rawValue) { continue }
      do {
        try register.apply(
          sequencer.stamp(
            payload, at: .zero, source: payload.owner ?? .venue, instrument: book.instrument))
      } catch {
        contradiction = contradiction ?? error.description
      }
    }
  }

  /// What is wrong with book, front or the lives of orders; nil when nothing is.
  var fault: String? {
    if let contradiction { return contradiction }
    if let violation = book.invariantViolations().first { return "\(violation)" }
    if let violation = front.violations(with: book).first { return "\(violation)" }
    // In a call everything stands in front of the book.
    guard !front.phase.isCall, reused.isEmpty else { return nil }
    let isSame =
      tape.levels.depth(.buy) == book.depth(.buy, levels: .max)
      && tape.levels.depth(.sell) == book.depth(.sell, levels: .max)
    guard isSame else {
      return "the tape tells \(tape.levels.depth(.buy)) | \(tape.levels.depth(.sell)), not "
        + "\(book.depth(.buy, levels: .max)) | \(book.depth(.sell, levels: .max))"
    }
    return nil
  }

  /// Saves book and front and goes on with what was read back.
  mutating func saveAndGoOn() throws(StateDecodingError) {
    var books = ByteReader(book.encoded())
    book = try Book(decoding: &books)
    var fronts = ByteReader(front.encoded())
    front = try BookFront(decoding: &fronts)
    try fronts.finish()
  }
}
