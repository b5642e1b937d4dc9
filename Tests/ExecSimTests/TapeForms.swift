import Core
import OrderBook
import OrderFlowSim
import Samples

/// One simulated market in the three forms in which markets are recorded.
enum TapeForm: CaseIterable, Sendable {
  /// Requests and reports of our own venue.
  case reports
  /// Orders by name, and prints with their makers.
  case orders
  /// Levels, and prints.
  case levels

  /// The default market of ACME for a while, in this form.
  func tape(_ duration: String, seed: UInt64) throws -> [Event] {
    var configuration = SimulatorConfiguration()
    try configuration.apply(key: "duration", text: duration)
    try configuration.apply(key: "seed", text: "\(seed)")
    var (simulator, events): (Simulator, [Event]) = (Simulator(configuration), [])
    simulator.advance(to: Timestamp.zero.advanced(by: Nanoseconds(.max)), into: &events)
    var translator = TapeTranslator(self)
    for event in events { translator.take(event) }
    return translator.events
  }

  static var instruments: [Instrument] { Simulator(SimulatorConfiguration()).header.instruments }
}

/// Turns requests and reports into market data, what a venue's feed would have said of them; and
/// orders by name into levels.
struct TapeTranslator {
  private(set) var events: [Event] = []
  private let form: TapeForm
  private var book = LevelBook(instrument: InstrumentID(1))
  /// Levels that the message has touched, and the order that came with it.
  private var touched: [(Side, Price)] = []
  private var newcomer: OrderID?
  /// Whether the tape is market data already: its trades are then told by lines of their own.
  private var isMarketData = false

  init(_ form: TapeForm) { self.form = form }

  mutating func take(_ event: Event) {
    guard form != .reports else { return put(event.payload, event) }
    switch event.payload {
    case .bookUpdate(let line):
      isMarketData = true
      touched.append((line.side, line.price))
      if let order = line.id.flatMap({ book.order($0) }) {
        touched.append((order.side, order.price))
      }
    case .snapshot(let line):
      isMarketData = true
      if line.isFirst { touchEverything() }
      touched.append((line.side, line.price))
    case .accepted(let report):
      if let price = book.requested(report.id)?.type.limitPrice,
        let side = book.requested(report.id)?.side
      {
        touched.append((side, price))
      }
      newcomer = report.id
    case .trade(let trade):
      put(event.payload, event)
      guard !isMarketData, let side = trade.aggressor?.opposite, let maker = trade.maker else {
        break
      }
      touched.append((side, trade.price))
      tell(.execute, maker, side, trade.price, trade.quantity, event)
    case .cancelled(let report): leave(report.id, event)
    case .amended(let report):
      guard let order = book.order(report.id) else { break }
      touched += [(order.side, order.price), (order.side, report.price)]
      if report.keepsPriority {
        tell(.change, report.id, order.side, report.price, report.remaining, event)
      } else {
        tell(.remove, report.id, order.side, order.price, order.quantity, event)
        newcomer = report.id
      }
    case .newOrder, .fill, .expired, .reject, .drop, .cancel, .amend, .quote, .instrument, .regime,
      .gap, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
    book.apply(event)
    if book.isSettled { close(event) }
  }

  private mutating func touchEverything() {
    for side in Side.allCases { touched += book.depth(side).map { (side, $0.price) } }
  }

  private mutating func leave(_ id: OrderID, _ event: Event) {
    guard let order = book.order(id) else { return }
    touched.append((order.side, order.price))
    tell(.remove, id, order.side, order.price, order.quantity, event)
  }

  /// The venue's message is over: what came to rest, or the levels that changed.
  private mutating func close(_ event: Event) {
    if let id = newcomer, let order = book.order(id) {
      tell(.add, id, order.side, order.price, order.quantity, event)
    }
    newcomer = nil
    guard form == .levels else { return touched.removeAll() }
    for (side, price) in touched {
      let line = BookUpdate(
        action: .set, side: side, price: price, quantity: book.quantity(side, at: price),
        isLast: true)
      put(.bookUpdate(line), event)
    }
    touched.removeAll()
  }

  private mutating func tell(
    _ action: BookAction, _ id: OrderID, _ side: Side, _ price: Price, _ quantity: Quantity,
    _ event: Event
  ) {
    guard form == .orders else { return }
    let line = BookUpdate(
      action: action, id: id, side: side, price: price, quantity: quantity, isLast: true)
    put(.bookUpdate(line), event)
  }

  private mutating func put(_ payload: EventPayload, _ event: Event) {
    var event = event
    event.payload = payload
    event.sequence = TapeSequence(UInt64(events.count + 1))
    events.append(event)
  }
}
