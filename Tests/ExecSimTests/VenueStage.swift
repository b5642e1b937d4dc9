import Core
import ExecSim
import OrderBook
import OrderState
import Samples
import Testing

/// A venue with one instrument, driven by lines such as `5 set buy 100 10`; what it reports comes
/// back as lines too. Prices and quantities are raw counts, the tick and the lot are 1.
///
///     market   set SIDE P Q · add ID SIDE P Q · cut/out/exec ID SIDE P Q · change ID SIDE P Q
///              print P Q [SIDE of the aggressor] [maker=ID] · quote P Q P Q · halt · resume
///              picture SIDE P Q … (levels, the whole book)
///              order ID SIDE P|market Q [ioc|fok] · withdraw ID · alter ID P Q (a recorded venue's
///              requests, with what its own book answers)
///     ours     new ID SIDE P|market Q [ioc|fok] [post] · cancel ID · amend ID P Q
///     none     wait
struct VenueStage {
  private(set) var venue: SimulatedVenue
  private(set) var register = OrderRegister()
  private var sequencer = Sequencer()
  private(set) var time: Int64 = 0
  private var recorded = MatchingEngine(SampleTape.header.instruments)
  /// Whether the venue is saved and read back before every event.
  private let isReopened: Bool
  /// Whether buyers are sellers and prices count downward: no rule may know the difference.
  private let isMirrored: Bool

  init(
    _ configuration: ExecutionConfiguration, seed: UInt64 = 1, isReopened: Bool = false,
    isMirrored: Bool = false
  ) {
    self.isReopened = isReopened
    self.isMirrored = isMirrored
    venue = SimulatedVenue(configuration, instruments: SampleTape.header.instruments, seed: seed)
  }

  /// Does what one line says and answers the reports that have arrived by its time.
  mutating func act(_ line: String) throws -> [String] {
    let words = line.split(separator: " ").map(String.init)
    time = try #require(Int64(words[0]))
    let now = try #require(Timestamp(nanoseconds: time))
    let rest = Array(words.dropFirst(2))
    switch words[1] {
    case "new", "cancel", "amend":
      try send(ours(words[1], rest), at: now)
    case "wait": venue.handleRequests(upTo: now)
    default:  // open set: words of the market
      if time > 0 { venue.handleRequests(upTo: Timestamp(integerLiteral: time - 1)) }
      let events =
        try recordedRequest(words[1], rest).map { answered($0) } ?? market(words[1], rest)
      for payload in events { try observe(payload, at: now) }
    }
    venue.handleRequests(upTo: now)
    return try reports(upTo: now)
  }

  /// Passes an event of a tape on, numbered anew.
  mutating func observe(_ payload: EventPayload, at now: Timestamp) throws {
    try reopen()
    venue.observe(
      sequencer.stamp(payload, at: now, source: .venue, sourceSequence: nil, instrument: 1))
  }

  /// Sends a request of ours, and lets the register know.
  mutating func send(_ payload: EventPayload, at now: Timestamp) throws {
    try reopen()
    let request = Event(
      sequence: .first, time: now, source: 9, instrument: 1, payload: payload)
    try register.apply(request)
    venue.send(request, at: now)
  }

  /// What has arrived, each line judged by the order's life.
  mutating func reports(upTo now: Timestamp) throws -> [String] {
    var lines: [String] = []
    while let report = venue.nextReport(upTo: now) {
      try register.apply(
        Event(
          sequence: .first, time: report.arrival, instrument: report.instrument,
          payload: report.payload))
      lines.append(line(report))
    }
    return lines
  }

  private mutating func reopen() throws {
    guard isReopened else { return }
    venue = try SavedState.read(
      SimulatedVenue.self, from: SavedState.bytes(of: venue, format: "test"), format: "test")
  }
}

extension VenueStage {
  private func ours(_ verb: String, _ words: [String]) throws -> EventPayload {
    try request(verb, OrderID(1 << 63 | (try #require(UInt64(words[0])))), owner: 9, words)
  }

  /// A request to the recorded venue; nil for other lines.
  private func recordedRequest(_ verb: String, _ words: [String]) throws -> EventPayload? {
    let verbs = ["order": "new", "withdraw": "cancel", "alter": "amend"]
    guard let plain = verbs[verb] else { return nil }
    return try request(plain, OrderID(try #require(UInt64(words[0]))), owner: 1, words)
  }

  /// The request and what the recorded venue's own book says of it.
  private mutating func answered(_ request: EventPayload) -> [EventPayload] {
    var events = [request]
    recorded.handle(request, instrument: 1, into: &events)
    return events
  }

  private func request(
    _ verb: String, _ id: OrderID, owner: PartyID, _ words: [String]
  ) throws -> EventPayload {
    switch verb {
    case "cancel": return .cancel(Cancel(id: id, owner: owner, reason: .requested))
    case "amend":
      return .amend(
        Amend(id: id, owner: owner, price: try price(words[1]), quantity: try quantity(words[2])))
    default:  // open set: the third verb
      let type: OrderType = words[2] == "market" ? .market : .limit(try price(words[2]))
      let terms = words.dropFirst(4)
      return .newOrder(
        NewOrder(
          id: id, owner: owner, side: try side(words[1]), type: type,
          quantity: try quantity(words[3]),
          timeInForce: terms.contains("ioc")
            ? .immediateOrCancel : terms.contains("fok") ? .fillOrKill : .goodTillCancel,
          isPostOnly: terms.contains("post")))
    }
  }

  private func market(_ verb: String, _ words: [String]) throws -> [EventPayload] {
    switch verb {
    case "set": return [try update(.set, nil, words)]
    case "add": return [try named(.add, words)]
    case "cut": return [try named(.reduce, words)]
    case "out": return [try named(.remove, words)]
    case "exec": return [try named(.execute, words)]
    case "change": return [try named(.change, words)]
    case "print": return [.trade(try print(words))]
    case "quote":
      return [
        .quote(
          Quote(
            bid: try price(words[isMirrored ? 2 : 0]),
            bidQuantity: try quantity(words[isMirrored ? 3 : 1]),
            ask: try price(words[isMirrored ? 0 : 2]),
            askQuantity: try quantity(words[isMirrored ? 1 : 3])))
      ]
    case "picture":
      return try stride(from: 0, to: words.count, by: 3).map { at in
        .snapshot(
          Snapshot(
            side: try side(words[at]), price: try price(words[at + 1]),
            quantity: try quantity(words[at + 2]), isFirst: at == 0,
            isLast: at + 3 >= words.count))
      }
    case "halt", "resume":
      var rules = SampleTape.freeRules
      rules.status = verb == "halt" ? .halted : .trading
      return [.instrument(rules)]
    default:  // open set: a mistake of the test
      Issue.record("unknown line: \(verb)")
      return []
    }
  }

  private func named(_ action: BookAction, _ words: [String]) throws -> EventPayload {
    try update(action, OrderID(try #require(UInt64(words[0]))), Array(words.dropFirst()))
  }

  private func update(
    _ action: BookAction, _ id: OrderID?, _ words: [String]
  ) throws -> EventPayload {
    .bookUpdate(
      BookUpdate(
        action: action, id: id, side: try side(words[0]), price: try price(words[1]),
        quantity: try quantity(words[2]), isLast: true))
  }

  private func print(_ words: [String]) throws -> Trade {
    let maker = words.first { $0.hasPrefix("maker=") }.flatMap { UInt64($0.dropFirst(6)) }
    return Trade(
      trade: 1, price: try price(words[0]), quantity: try quantity(words[1]),
      aggressor: try words.dropFirst(2).first { !$0.contains("=") }.map(side),
      maker: maker.map { OrderID($0) })
  }

  private func side(_ word: String) throws -> Side {
    let side = try #require(Side.allCases.first { $0.token.description == word })
    return isMirrored ? side.opposite : side
  }

  private func price(_ word: String) throws -> Price {
    let raw = try #require(Int64(word))
    return try #require(Price(rawValue: isMirrored ? Self.mirror - raw : raw))
  }

  private static let mirror: Int64 = 10_000

  private func shown(_ price: Price) -> Int64 {
    isMirrored ? Self.mirror - price.rawValue : price.rawValue
  }

  private func quantity(_ word: String) throws -> Quantity {
    try #require(Int64(word).flatMap { Quantity(rawValue: $0) })
  }

  /// A report as a line; a fill names its rule and the market event behind it.
  private func line(_ report: VenueReport) -> String {
    let number = (report.payload.orderID?.rawValue ?? 0) & (1 << 63 - 1)
    switch report.payload {
    case .accepted: return "accepted \(number)"
    case .fill(let fill):
      let rule = report.cause?.word.description ?? "none"
      return "fill \(number) \(shown(fill.price)) x \(fill.quantity.rawValue) left "
        + "\(fill.remaining.rawValue) \(rule) @\(report.because.rawValue)"
    case .amended(let it):
      let kept = it.keepsPriority ? " kept" : ""
      return "amended \(number) \(shown(it.price)) x \(it.quantity.rawValue)\(kept)"
    case .cancelled(let it): return "cancelled \(number) left \(it.remaining.rawValue)"
    case .expired(let it):
      return "expired \(number) left \(it.remaining.rawValue) \(it.reason.token)"
    case .reject(let it): return "reject \(number) \(it.request.token) \(it.reason.token)"
    default: return "\(report.payload.kind)"  // open set: nothing else is reported
    }
  }
}

/// Plays a table, one row an event: `time event → reports, separated by semicolons`. Lines that do
/// not begin with a time go on with the row before.
///
/// Plays it three times: as it stands, with the venue saved and read back before every event, and in
/// the mirror.
func play(
  _ table: String, _ configuration: ExecutionConfiguration = .wary,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var rows: [String] = []
  for line in table.split(separator: "\n") {
    if line.first?.isNumber == true {
      rows.append(String(line))
    } else {
      rows[rows.count - 1] += line
    }
  }
  let stages = [
    ("", VenueStage(configuration)), (", reopened", VenueStage(configuration, isReopened: true)),
    (", in the mirror", VenueStage(configuration, isMirrored: true)),
  ]
  for (name, stage) in stages {
    var stage = stage
    for row in rows {
      let halves = row.components("→")
      let expected = halves.dropFirst().first?.components(";").filter { !$0.isEmpty } ?? []
      let reports = try stage.act(halves[0])
      #expect(reports == expected, "at \(row)\(name)", sourceLocation: sourceLocation)
    }
    #expect(stage.venue.contradictionCount == 0, sourceLocation: sourceLocation)
  }
}

extension StringProtocol {
  /// The parts between a character, without blanks around them.
  fileprivate func components(_ separator: Character) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map {
      String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}

extension ExecutionConfiguration {
  /// No latency, no slippage, the wary queue: what scenarios are told in.
  static let wary = make()

  /// A configuration that a test knows to be sound.
  static func make(
    feed: LatencyModel = .fixed(.zero), usesReceiveTimes: Bool = false,
    entry: LatencyModel = .fixed(.zero), response: LatencyModel = .fixed(.zero),
    policy: MatchingPolicy = .faithful, queue: QueueModel = .riskAverse,
    slippage: SlippageModel = .none, staleAfter: Nanoseconds? = nil
  ) -> ExecutionConfiguration {
    do {
      return try ExecutionConfiguration(
        feed: feed, usesReceiveTimes: usesReceiveTimes, entry: entry, response: response,
        policy: policy, queue: queue, slippage: slippage, staleAfter: staleAfter)
    } catch { preconditionFailure("\(error)") }
  }
}
