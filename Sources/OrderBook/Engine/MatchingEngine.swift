public import Core

/// The books of several instruments behind one entrance: requests go to the book that they name.
///
/// Books do not know of each other: an id is refused as a duplicate within its own book only. On a
/// tape, ids are unique over all instruments, which is the senders' business.
public struct MatchingEngine: Sendable {
  /// Sorted by instrument.
  private var books: [CopyableBook] = []

  /// An engine with an empty book for each instrument; an instrument that is listed twice keeps
  /// its first entry.
  public init(_ instruments: [Instrument]) {
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
    withBook(of: instrument) { ($0.bestBid?.price, $0.bestAsk?.price) } ?? (nil, nil)
  }

  /// Adds a book, such as one that was saved; false when its instrument already has one.
  @discardableResult
  public mutating func add(_ book: consuming FastBook) -> Bool {
    let place = rank(of: book.instrument)
    if place < books.count, books[place].instrument == book.instrument { return false }
    books.insert(CopyableBook(book), at: place)
    return true
  }

  /// Passes a new order, a cancel, an amend or new rules to the instrument's book.
  ///
  /// A request for an unknown instrument is refused in a report. Events that ask nothing of a book
  /// change nothing; the answer is then false, as it is for rules of an unknown instrument.
  /// `outer` is what another check, such as a position limit, says of a new order or an amend.
  /// - Complexity: O(log books) and the book's own.
  @discardableResult
  public mutating func handle(
    _ request: EventPayload, instrument: InstrumentID, refusal outer: RejectReason? = nil,
    into reports: inout [EventPayload]
  ) -> Bool {
    guard let place = position(of: instrument) else {
      return refuseUnknown(request, into: &reports)
    }
    switch request {
    case .newOrder(let order): books[place].fast.submit(order, refusal: outer, into: &reports)
    case .cancel(let cancel): books[place].fast.cancel(cancel, into: &reports)
    case .amend(let amend): books[place].fast.amend(amend, refusal: outer, into: &reports)
    case .instrument(let rules): books[place].fast.setRules(rules)
    case .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate, .snapshot,
      .quote, .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand:
      return false
    }
    return true
  }

  /// Checks every book; empty when all are sound.
  /// - Complexity: O(orders).
  public func invariantViolations() -> [BookViolation] {
    books.flatMap { $0.fast.invariantViolations() }
  }

  private func refuseUnknown(_ request: EventPayload, into reports: inout [EventPayload]) -> Bool {
    let (id, owner, kind): (OrderID, PartyID, RequestKind)
    switch request {
    case .newOrder(let order): (id, owner, kind) = (order.id, order.owner, .new)
    case .cancel(let cancel): (id, owner, kind) = (cancel.id, cancel.owner, .cancel)
    case .amend(let amend): (id, owner, kind) = (amend.id, amend.owner, .amend)
    case .instrument, .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade,
      .bookUpdate, .snapshot, .quote, .regime, .gap, .drop, .timer, .riskDecision,
      .operatorCommand:
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
  /// Writes the books in the order of their instruments.
  public func encode(into writer: inout ByteWriter) { writer.append(books) }

  /// Reads the books back; two of one instrument, or an order other than by number, are refused.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    for book in try reader.array(of: CopyableBook.self) {
      if let last = books.last, last.instrument >= book.instrument {
        throw reader.invalid("instrument order")
      }
      books.append(book)
    }
  }
}
