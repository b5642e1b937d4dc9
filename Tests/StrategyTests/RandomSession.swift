import Core
import OrderBook
import Samples
import Strategy

/// A strategy in a market of chance with a venue that answers late, refuses now and then and lets
/// fills cross cancels on the way: everything that a strategy can be told, in orders it must bear.
struct RandomSession {
  private(set) var stage: Stage
  private let name: String
  private var random: RandomStream
  private var now: Int64 = 1_000_000_000
  private var middle: Int64 = 10_000
  private var timers: [(number: UInt64, time: Timestamp)] = []
  private var waiting: [EventPayload] = []
  private var inbox: [StrategyRequest] = []
  /// Every request so far, in words.
  private(set) var log: [String] = []

  init(_ name: String, _ values: [ParameterValue] = [], seed: UInt64) throws {
    self.name = name
    stage = Stage(
      try StrategyCatalog.make(name, values, on: SampleTape.header.instruments))
    random = RandomStream(masterSeed: seed, name: "session")
    stage.start(at: Timestamp(integerLiteral: now))
    collect()
  }

  /// The strategy and its desk, saved and read back.
  mutating func restore() throws {
    let bytes = (stage.actor.encoded(), stage.desk.encoded())
    var reader = ByteReader(bytes.0)
    stage.actor = try StrategyCatalog.decode(name, from: &reader)
    try reader.finish()
    reader = ByteReader(bytes.1)
    stage.desk = try StrategyDesk(decoding: &reader)
    try reader.finish()
  }

  /// One thing happens.
  mutating func step() {
    now += random.integer(in: 1...40_000_000)
    let time = Timestamp(integerLiteral: now)
    if let due = timers.firstIndex(where: { $0.time <= time }) {
      stage.timer(timers.remove(at: due).number, at: time)
    } else if !waiting.isEmpty, random.bounded(3) > 0 {
      answer(waiting.remove(at: 0))
    } else if random.bounded(4) == 0 {
      trade()
    } else if random.bounded(3) == 0 {
      stage.bar(Price(integerLiteral: middle), at: time)
    } else {
      move(at: time)
    }
    collect()
  }

  private mutating func move(at time: Timestamp) {
    middle += random.integer(in: -3...3)
    let width = random.integer(in: 1...4)
    let bid: Price? = random.bounded(50) == 0 ? nil : Price(integerLiteral: middle - width)
    let ask: Price? = random.bounded(50) == 0 ? nil : Price(integerLiteral: middle + width)
    stage.best(bid, ask, at: time)
    if random.bounded(100) == 0 {
      stage.hear(.gap(Gap(missing: SourceSequence(1))), at: time)
    }
  }

  /// A part, or all, of one working order trades.
  private mutating func trade() {
    let orders = stage.desk.orders.filter(\.isAccepted)
    guard !orders.isEmpty else { return }
    let order = orders[Int(random.bounded(UInt64(orders.count)))]
    let most = order.remaining.rawValue
    let part = random.bounded(2) == 0 ? most : random.integer(in: 1...most)
    stage.fill(
      order.id.rawValue & 0xFFFF_FFFF, Quantity(integerLiteral: part),
      at: Price(integerLiteral: middle))
  }

  /// The venue's answer to a request; what is over is unknown to it.
  private mutating func answer(_ request: EventPayload) {
    let id = request.orderID ?? 0
    let number = id.rawValue & 0xFFFF_FFFF
    let working = stage.desk.order(id)
    switch request {
    case .newOrder(let order):
      if random.bounded(8) == 0 { return stage.refuse(number, .new, .positionLimit) }
      stage.accept(number)
      guard order.timeInForce == .immediateOrCancel else { return }
      let part = random.integer(in: 0...order.quantity.rawValue)
      if part > 0 {
        stage.fill(number, Quantity(integerLiteral: part), at: Price(integerLiteral: middle))
      }
      if stage.desk.order(id) != nil { stage.end(number) }
    case .cancel:
      if working == nil || random.bounded(10) == 0 {
        stage.refuse(number, .cancel, .unknownOrder)
      } else {
        stage.end(number)
      }
    case .amend(let amend):
      guard let working, amend.quantity > working.filled, random.bounded(10) > 0 else {
        return stage.refuse(number, .amend, .quantityBelowFilled)
      }
      stage.amended(
        number, to: amend.price, amend.quantity, left: amend.quantity - working.filled)
    case .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate, .snapshot,
      .quote, .instrument, .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  private mutating func collect() {
    stage.desk.takeRequests(into: &inbox)
    for request in inbox {
      log.append("\(now) \(Stage.line(request))")
      switch request {
      case .timer(let number, let time): timers.append((number, time))
      case .order(_, let payload): waiting.append(payload)
      }
    }
    inbox.removeAll()
  }
}
