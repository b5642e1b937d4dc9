import Core
import ExecSim
import OrderBook
import Samples

/// Orders of one lot that join the best price of a market, followed on the tape of its orders, where
/// their place is known, and on the tape of its levels, where a model guesses it.
struct QueueCalibration {
  /// An order that is to be placed; it is taken out when the horizon has passed.
  struct Probe: Sendable {
    let time: Timestamp
    let side: Side
    let price: Price
  }

  let probes: [Probe]
  private let horizon: Nanoseconds
  /// Probes of one venue never meet: each waits alone.
  private let venues: Int
  private let instruments: [Instrument]
  private let tapes: [TapeForm: [Event]]

  /// A stretch of the default market.
  init(_ duration: String, seed: UInt64) throws {
    self.init(
      orders: try TapeForm.orders.tape(duration, seed: seed), of: TapeForm.instruments,
      every: Nanoseconds(53_000_000), horizon: Nanoseconds(400_000_000))
  }

  /// A recorded market whose tape names orders.
  init(orders: [Event], of instruments: [Instrument], every: Nanoseconds, horizon: Nanoseconds) {
    var translator = TapeTranslator(.levels)
    for event in orders { translator.take(event) }
    self.horizon = horizon
    venues = Int(horizon.count / every.count) + 2
    self.instruments = instruments
    tapes = [.orders: orders, .levels: translator.events]
    probes = Self.probes(on: translator.events, every: every)
  }

  /// How long each probe waited for its fill; nil where the horizon came first.
  func delays(_ form: TapeForm, _ queue: QueueModel) throws -> [Int64?] {
    var delays: [Int64?] = Array(repeating: nil, count: probes.count)
    for phase in 0..<venues {
      let mine = probes.indices.filter { $0 % venues == phase }
      var venue = SimulatedVenue(
        .make(queue: queue), instruments: instruments, seed: 1)
      var (next, open) = (0, 0)
      for event in tapes[form] ?? [] {
        while next < mine.count, probes[mine[next]].time < event.time {
          place(mine[next], in: &venue)
          next += 1
        }
        while open < next, end(of: mine[open]) < event.time {
          remove(mine[open], in: &venue)
          open += 1
        }
        venue.handleRequests(upTo: event.time)
        venue.observe(event)
        collect(&venue, into: &delays)
      }
    }
    return delays
  }

  private func end(of probe: Int) -> Timestamp { probes[probe].time.advanced(by: horizon) }

  private func place(_ probe: Int, in venue: inout SimulatedVenue) {
    let it = probes[probe]
    let order = NewOrder(
      id: OrderID(1 << 63 | UInt64(probe)), owner: 9, side: it.side, type: .limit(it.price),
      quantity: 1)
    send(.newOrder(order), at: it.time, in: &venue)
  }

  private func remove(_ probe: Int, in venue: inout SimulatedVenue) {
    let cancel = Cancel(id: OrderID(1 << 63 | UInt64(probe)), owner: 9, reason: .stale)
    send(.cancel(cancel), at: end(of: probe), in: &venue)
  }

  private func send(_ request: EventPayload, at time: Timestamp, in venue: inout SimulatedVenue) {
    venue.send(
      Event(sequence: .first, time: time, source: 9, instrument: 1, payload: request), at: time)
  }

  private func collect(_ venue: inout SimulatedVenue, into delays: inout [Int64?]) {
    while let report = venue.nextReport(upTo: Timestamp(integerLiteral: .max)) {
      guard case .fill(let fill) = report.payload else { continue }
      let probe = Int(fill.id.rawValue & (1 << 63 - 1))
      delays[probe] = report.venueTime.since(probes[probe].time).count
    }
  }

  /// Bids and offers by turns, where the market has both and they do not cross.
  private static func probes(on tape: [Event], every: Nanoseconds) -> [Probe] {
    var book = LevelBook(instrument: 1)
    var probes: [Probe] = []
    var due = tape.first?.time.advanced(by: every) ?? .zero
    for event in tape {
      while due < event.time {
        if book.isSettled, let bid = book.bestBid, let ask = book.bestAsk, bid.price < ask.price {
          let side: Side = probes.count % 2 == 0 ? .buy : .sell
          probes.append(Probe(time: due, side: side, price: (side == .buy ? bid : ask).price))
        }
        due = due.advanced(by: every)
      }
      book.apply(event)
    }
    return probes
  }
}

/// What a model made of probes whose true fates are known.
struct QueueScore {
  let name: String
  private(set) var filled = 0
  /// Filled by the model and not in truth, and the other way round.
  private(set) var inventedCount = 0
  private(set) var missedCount = 0
  /// Both filled: how much later the model says, on average, and how far off, in microseconds.
  private(set) var meanShift: Int64 = 0
  private(set) var meanError: Int64 = 0

  init(_ name: String, _ delays: [Int64?], truth: [Int64?]) {
    self.name = name
    var (both, shift, error): (Int64, Int64, Int64) = (0, 0, 0)
    for (delay, real) in zip(delays, truth) {
      if delay != nil { filled += 1 }
      switch (delay, real) {
      case (let delay?, let real?):
        both += 1
        shift += delay - real
        error += abs(delay - real)
      case (.some, nil): inventedCount += 1
      case (nil, .some): missedCount += 1
      case (nil, nil): break
      }
    }
    if both > 0 { (meanShift, meanError) = (shift / both / 1_000, error / both / 1_000) }
  }

  /// A row of EVAL.md.
  func row(of count: Int) -> String {
    func percent(_ part: Int) -> String {
      let tenths = (part * 1_000 + count / 2) / count
      return "\(tenths / 10).\(tenths % 10) %"
    }
    return "| \(name) | \(percent(filled)) | \(percent(inventedCount)) | \(percent(missedCount)) "
      + "| \(meanShift) | \(meanError) |"
  }
}
