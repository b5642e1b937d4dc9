public import Core

/// The books of several instruments behind one entrance: requests go to the book that they name.
///
/// Books do not know of each other: an id is refused as a duplicate within its own book only. On a
/// tape, ids are unique over all instruments, which is the senders' business.
public struct MatchingEngine: Sendable {
  /// Sorted by instrument.
  private var books: [CopyableBook] = []
  /// What stands in front of each book.
  private var fronts: [BookFront] = []
  private let followsPositions: Bool

  /// An engine with an empty book for each instrument; an instrument that is listed twice keeps
  /// its first entry.
  ///
  /// With `followsPositions` it knows what each owner has bought and sold here, without which no
  /// order can be reduce-only; that costs every fill a look-up.
  public init(_ instruments: [Instrument], followsPositions: Bool = false) {
    self.followsPositions = followsPositions
    for instrument in instruments { add(FastBook(instrument)) }
  }

  /// How many books there are.
  public var bookCount: Int { books.count }

  /// The instruments that trade here, in the order of their numbers.
  public var instruments: [InstrumentID] { books.map(\.instrument) }

  /// How many orders rest in all books.
  public var restingOrderCount: Int { books.reduce(0) { $0 + $1.fast.liveOrderCount } }

  /// Lends the book of an instrument to `body`; nil when it does not trade here.
  ///
  ///     engine.withBook(of: acme) { $0.depth(.buy, levels: 5) }
  /// - Complexity: O(log books) and that of `body`.
  public func withBook<Answer, Failure: Error>(
    of instrument: InstrumentID, _ body: (borrowing FastBook) throws(Failure) -> Answer
  ) throws(Failure) -> Answer? {
    guard let place = position(of: instrument) else { return nil }
    return try body(books.span[place].fast)
  }

  /// Highest bid and lowest offer of an instrument; nil where nobody stands, or nothing trades.
  /// - Complexity: O(log books).
  public func bestPrices(of instrument: InstrumentID) -> (bid: Price?, ask: Price?) {
    guard let place = position(of: instrument) else { return (nil, nil) }
    return books[place].bestPrices
  }

  /// Adds a book, such as one that was saved; false when its instrument already has one.
  @discardableResult
  public mutating func add(_ book: consuming FastBook) -> Bool {
    let place = rank(of: book.instrument)
    if place < books.count, books[place].instrument == book.instrument { return false }
    books.insert(CopyableBook(book), at: place)
    fronts.insert(BookFront(followsPositions: followsPositions), at: place)
    return true
  }

  /// What stands in front of the book of an instrument; nil when it does not trade here.
  public func front(of instrument: InstrumentID) -> BookFront? {
    position(of: instrument).map { fronts[$0] }
  }

  /// When the next order ends by its terms; nil when none does.
  /// - Complexity: O(books).
  public var nextDeadline: Timestamp? { fronts.compactMap(\.nextDeadline).min() }

  /// Ends what is over by `time` in one instrument; for a clock that runs while no request comes.
  public mutating func advance(
    to time: Timestamp, instrument: InstrumentID, into reports: inout [EventPayload]
  ) {
    guard let place = position(of: instrument) else { return }
    fronts[place].advance(to: time, book: &books[place].fast, into: &reports)
  }

  /// Passes a request to the instrument's book, through what stands in front of it: an order with
  /// its terms, a cancel, an amend, a group, a mass cancel, another phase, or new rules.
  ///
  /// `time` is that of the event; orders whose time is over by then end before the request is heard.
  /// A request for an unknown instrument is refused in a report. Events that ask nothing of a book
  /// change nothing; the answer is then false, as it is for rules of an unknown instrument.
  /// `outer` is what another check, such as a position limit, says of a new order or an amend.
  /// - Complexity: O(log books) and the book's own.
  @discardableResult
  public mutating func handle(
    _ request: EventPayload, instrument: InstrumentID, at time: Timestamp = .zero,
    refusal outer: RejectReason? = nil,
    into reports: inout [EventPayload]
  ) -> Bool {
    guard let place = position(of: instrument) else {
      return refuseUnknown(request, into: &reports)
    }
    return fronts[place].handle(
      request, at: time, refusal: outer, book: &books[place].fast, into: &reports)
  }

  /// Checks every book; empty when all are sound.
  /// - Complexity: O(orders).
  public func invariantViolations() -> [BookViolation] {
    books.flatMap { $0.fast.invariantViolations() }
  }

  /// Checks what stands in front of every book; empty when all is sound.
  /// - Complexity: O(orders that the fronts know).
  public func frontViolations() -> [FrontViolation] {
    books.indices.flatMap { fronts[$0].violations(with: books[$0].fast) }
  }

  private func refuseUnknown(_ request: EventPayload, into reports: inout [EventPayload]) -> Bool {
    let (id, owner, kind): (OrderID, PartyID, RequestKind)
    switch request {
    case .newOrder(let order): (id, owner, kind) = (order.id, order.owner, .new)
    case .cancel(let cancel): (id, owner, kind) = (cancel.id, cancel.owner, .cancel)
    case .amend(let amend): (id, owner, kind) = (amend.id, amend.owner, .amend)
    case .orderGroup(let group): (id, owner, kind) = (group.id, group.owner, .group)
    case .instrument, .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade,
      .bookUpdate, .snapshot, .quote, .regime, .gap, .drop, .timer, .riskDecision,
      .operatorCommand, .orderTerms, .massCancel, .phaseChange, .triggered, .restated:
      return false
    }
    reports.append(
      .reject(Reject(id: id, owner: owner, request: kind, reason: .unknownInstrument)))
    return true
  }

  private func position(of instrument: InstrumentID) -> Int? {
    let place = rank(of: instrument)
    return place < books.count && books[place].instrument == instrument ? place : nil
  }

  /// How many books have a smaller number.
  private func rank(of instrument: InstrumentID) -> Int {
    var low = 0
    var high = books.count
    while low < high {
      let middle = (low + high) / 2
      if books[middle].instrument < instrument { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension MatchingEngine: Persistable {
  /// Writes the books in the order of their instruments, then what stands in front of each.
  public func encode(into writer: inout ByteWriter) {
    writer.append(followsPositions)
    writer.append(books)
    for front in fronts { writer.append(front) }
  }

  /// Reads the books back; two of one instrument, or an order other than by number, are refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    followsPositions = try reader.flag()
    for book in try reader.array(of: CopyableBook.self) {
      if let last = books.last, last.instrument >= book.instrument {
        throw reader.invalid("instrument order")
      }
      books.append(book)
    }
    for _ in books {
      let front = try BookFront(decoding: &reader)
      guard front.followsPositions == followsPositions else { throw reader.invalid("front") }
      fronts.append(front)
    }
  }
}
