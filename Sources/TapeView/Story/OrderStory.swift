public import Core
internal import OrderBook

/// The life of one order, told from a tape: every event about it, the time between them, its place
/// in the queue where the tape names orders, and what it came to.
///
/// Feed it every event in tape order. A print is told with the fill that follows it. Memory is
/// that of the books and of the events about the order.
public struct OrderStory: Sendable {
  /// One thing that happened to the order.
  struct Chapter: Sendable {
    let event: Event
    let text: String
    /// What may still trade; nil where the tape does not say.
    let remaining: Int64?
    /// What is ahead in the queue; nil where the order does not rest, or nobody can know.
    let ahead: Int64?
  }

  /// The order.
  public let id: OrderID
  let header: TapeHeader
  private(set) var chapters: [Chapter] = []
  private(set) var instrument: Instrument?
  private(set) var account = OrderAccount()
  private var books: [LevelBook?]
  private var queue: OrderQueue?
  /// A print that names the order, until the fill that says the same.
  private var print: Event?

  /// Nothing yet.
  public init(of id: OrderID, header: TapeHeader) {
    self.id = id
    self.header = header
    books = Array(repeating: nil, count: header.instruments.count)
  }

  /// Whether the tape said anything of the order.
  public var isEmpty: Bool { chapters.isEmpty }

  /// What stands ahead of the order in its queue now; nil where it does not rest, or nobody can
  /// know.
  public var quantityAhead: Quantity? { queue.flatMap { Quantity(rawValue: $0.ahead) } }

  /// Takes in the next event.
  /// - Complexity: that of the book.
  public mutating func add(_ event: Event) {
    guard let number = event.instrument, let place = Self.place(number, books.count) else {
      if event.payload.orderID == id { tell(event, LevelBook(instrument: InstrumentID(0))) }
      return
    }
    // The one copy of the book is out of the array while it changes, so that nothing is copied.
    var book = books[place] ?? LevelBook(instrument: number)
    books[place] = nil
    if instrument == nil || instrument?.id == number {
      if concernsOrder(event.payload) {
        if instrument == nil { instrument = header.instruments[place] }
        tell(event, book)
      } else {
        follow(event.payload, book)
      }
    }
    book.apply(event)
    books[place] = book
  }

  /// There are no more events.
  public mutating func finish() { tellPrint() }

  private static func place(_ number: InstrumentID, _ count: Int) -> Int? {
    let place = Int(number.rawValue) - 1
    return place >= 0 && place < count ? place : nil
  }

  private func concernsOrder(_ payload: EventPayload) -> Bool {
    if case .trade(let trade) = payload { return trade.maker == id || trade.taker == id }
    return payload.orderID == id
  }

  /// Adds a chapter.
  private mutating func tell(_ event: Event, _ book: LevelBook) {
    if case .trade = event.payload {
      tellPrint()
      print = event
      return
    }
    var counterparty: OrderID?
    if let told = print, case .trade(let trade) = told.payload {
      if case .fill(let fill) = event.payload, fill.trade == trade.trade {
        counterparty = trade.maker == id ? trade.taker : trade.maker
        print = nil
      } else {
        tellPrint()
      }
    }
    account.add(event, book)
    place(event.payload, book)
    // An order that trades at once has no place in a queue yet.
    let tradesAtOnce = event.kind == .accepted && account.reaches(book)
    let ahead = tradesAtOnce ? nil : queue?.ahead
    let text = OrderWords(instrument: instrument).text(
      event.payload, ahead: ahead, counterparty: counterparty)
    chapters.append(Chapter(event: event, text: text, remaining: account.remaining, ahead: ahead))
  }

  private mutating func tellPrint() {
    guard let event = print, case .trade(let trade) = event.payload else { return }
    print = nil
    let side: Side? = trade.maker == id ? trade.aggressor?.opposite : trade.aggressor
    account.add(trade, side: side)
    let text = OrderWords(instrument: instrument).text(
      event.payload, ahead: nil, counterparty: trade.maker == id ? trade.taker : trade.maker)
    chapters.append(
      Chapter(event: event, text: text, remaining: account.remaining, ahead: queue?.ahead))
  }
}

extension OrderStory {
  /// The order joins, keeps or leaves its place in the queue.
  private mutating func place(_ payload: EventPayload, _ book: LevelBook) {
    switch payload {
    case .accepted:
      guard let price = account.price, account.mayRest, let side = account.side else { return }
      queue = OrderQueue(id, side, at: price, behind: book)
    case .amended(let report):
      guard let side = account.side, !report.keepsPriority else { return }
      queue = rejoined(side, at: report.price, book)
    case .bookUpdate(let update):
      switch update.action {
      case .add: queue = OrderQueue(id, update.side, at: update.price, behind: book)
      case .change:
        if let order = book.order(id), order.price == update.price,
          update.quantity <= order.quantity
        {
          return
        }
        queue = rejoined(update.side, at: update.price, book)
      case .remove, .reduce, .execute: if account.remaining == 0 { queue = nil }
      case .set: break
      }
    case .snapshot(let line):
      queue = OrderQueue(id, line.side, at: line.price, behind: book)
    case .cancelled, .expired: queue = nil
    case .fill(let fill): if fill.remaining == .zero { queue = nil }
    case .newOrder, .cancel, .amend, .reject, .trade, .quote, .instrument, .regime, .gap, .drop,
      .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  /// At the end of a level; what the order itself has there is not ahead of it.
  private func rejoined(_ side: Side, at price: Price, _ book: LevelBook) -> OrderQueue {
    var book = book
    book.take(id)
    return OrderQueue(id, side, at: price, behind: book)
  }

  /// Another order's event: whatever leaves the level from ahead brings ours forward.
  private mutating func follow(_ payload: EventPayload, _ book: LevelBook) {
    guard queue != nil else { return }
    switch payload {
    case .accepted(let report):
      if let order = book.requested(report.id), let price = order.type.limitPrice {
        queue?.joined(report.id, order.side, at: price)
      }
    case .amended(let report):
      guard let order = book.order(report.id) else { return }
      if report.keepsPriority {
        queue?.shrank(report.id, order, by: order.quantity - min(order.quantity, report.remaining))
      } else {
        queue?.left(report.id, order)
        queue?.joined(report.id, order.side, at: report.price)
      }
    case .cancelled(let report): leave(report.id, book)
    case .expired(let report): leave(report.id, book)
    case .fill(let report): shrink(report.id, by: report.quantity, book)
    case .bookUpdate(let update): follow(update, book)
    case .newOrder, .cancel, .amend, .reject, .trade, .snapshot, .quote, .instrument, .regime, .gap,
      .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  private mutating func follow(_ update: BookUpdate, _ book: LevelBook) {
    guard let other = update.id else { return }
    switch update.action {
    case .add: queue?.joined(other, update.side, at: update.price)
    case .change:
      guard let order = book.order(other) else { return }
      if order.price == update.price, update.quantity <= order.quantity {
        queue?.shrank(other, order, by: order.quantity - update.quantity)
      } else {
        queue?.left(other, order)
        queue?.joined(other, update.side, at: update.price)
      }
    case .reduce, .execute: shrink(other, by: update.quantity, book)
    case .remove: leave(other, book)
    case .set: break
    }
  }

  private mutating func leave(_ other: OrderID, _ book: LevelBook) {
    if let order = book.order(other) { queue?.left(other, order) }
  }

  private mutating func shrink(_ other: OrderID, by quantity: Quantity, _ book: LevelBook) {
    guard let order = book.order(other) else { return }
    queue?.shrank(other, order, by: min(quantity, order.quantity))
  }
}
