import Core
import OrderBook
import Samples
import Testing

/// Requests with special terms as short words, on top of `BookScript`.
///
/// ```
/// buy 1 10@101 stop=105 touched=95 trail=3 show=2 until=9 stp=decrement reduce slide day [by 2]
/// oco 1 2     bracket 1 2 entry 3     mass [everyone]     at 9
/// phase opening|continuous|closing|closed [reference=100] [collar=5]
/// ```
enum FrontScript {
  static func steps(_ text: String, at time: Timestamp) throws -> [Step] {
    var words = text.split(separator: " ").map(String.init)
    var owner = PartyID(1)
    if words.count > 2, words[words.count - 2] == "by", let party = UInt32(words[words.count - 1]) {
      owner = PartyID(party)
      words.removeLast(2)
    }
    let payloads: [EventPayload]
    switch words.first {
    case "oco":
      payloads = [
        .orderGroup(
          OrderGroup(
            link: .oneCancelsOther, owner: owner, id: try id(words, 1), other: try id(words, 2)))
      ]
    case "bracket":
      payloads = [
        .orderGroup(
          OrderGroup(
            link: .bracket(entry: try id(words, 4)), owner: owner, id: try id(words, 1),
            other: try id(words, 2)))
      ]
    case "mass":
      payloads = [
        .massCancel(MassCancel(owner: owner, scope: words.count > 1 ? .everyone : .owner))
      ]
    case "phase": payloads = [try phase(words)]
    default: payloads = try order(words, owner)
    }
    return payloads.map { Step(payload: $0, time: time) }
  }

  private static func id(_ words: [String], _ place: Int) throws -> OrderID {
    guard words.count > place, let number = UInt64(words[place]) else {
      throw BookScript.Misspelled(line: words.joined(separator: " "))
    }
    return OrderID(number)
  }

  private static func phase(_ words: [String]) throws -> EventPayload {
    guard let phase = TradingPhase.allCases.first(where: { words[1] == $0.token.description })
    else { throw BookScript.Misspelled(line: words.joined(separator: " ")) }
    let numbers = numbers(words)
    return .phaseChange(
      PhaseChange(
        phase, reference: numbers["reference"].flatMap(Price.init(rawValue:)),
        collar: numbers["collar"].flatMap(Price.init(rawValue:))))
  }

  private static func numbers(_ words: [String]) -> [String: Int64] {
    var found: [String: Int64] = [:]
    for word in words {
      let parts = word.split(separator: "=")
      if parts.count == 2, let number = Int64(parts[1]) { found[String(parts[0])] = number }
    }
    return found
  }

  /// The order, behind its terms where it has any.
  private static func order(_ words: [String], _ owner: PartyID) throws -> [EventPayload] {
    let special = words.filter { $0.contains("=") || ["reduce", "slide", "day"].contains($0) }
    let plain = words.filter { !special.contains($0) } + ["by", "\(owner.rawValue)"]
    let request = try BookScript.request(plain.joined(separator: " "))
    guard !special.isEmpty, let order = request.orderID else { return [request] }
    let numbers = numbers(special)
    var terms = OrderTerms(id: order, owner: owner)
    if let price = numbers["stop"].flatMap(Price.init(rawValue:)) { terms.trigger = .stop(price) }
    if let price = numbers["touched"].flatMap(Price.init(rawValue:)) {
      terms.trigger = .touched(price)
    }
    if let price = numbers["trail"].flatMap(Price.init(rawValue:)) {
      terms.trigger = .trailing(price)
    }
    terms.display = numbers["show"].flatMap(Quantity.init(rawValue:))
    terms.until = numbers["until"].flatMap(Timestamp.init(nanoseconds:))
    terms.isReduceOnly = special.contains("reduce")
    terms.slides = special.contains("slide")
    terms.endsWithDay = special.contains("day")
    for policy in SelfTradePolicy.allCases where special.contains("stp=\(policy.token)") {
      terms.selfTrade = policy
    }
    return [.orderTerms(terms), request]
  }

  /// Runs a table of `request → report, report …` lines against an empty book of each kind with its
  /// front; a line without an arrow must give `accepted` alone, and one that ends in an arrow
  /// nothing. After each line everything must be sound, and with every line both are saved and
  /// read back.
  static func play(
    _ table: String, followsPositions: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let rules = SampleTape.freeRules
    try play(
      table,
      FrontRun(
        ReferenceBook(instrument: 1, quantityScale: 0, rules: rules),
        followsPositions: followsPositions), sourceLocation)
    try play(
      table,
      FrontRun(
        FastBook(instrument: 1, quantityScale: 0, rules: rules), followsPositions: followsPositions),
      sourceLocation)
  }

  private static func play<Book: OrderMatching & ~Copyable>(
    _ table: String, _ empty: consuming FrontRun<Book>, _ sourceLocation: SourceLocation
  ) throws {
    var run = empty
    var time = Timestamp.zero
    for line in table.split(separator: "\n") {
      let columns = line.split(separator: "→", omittingEmptySubsequences: false).map {
        $0.split(separator: " ").joined(separator: " ")
      }
      var reports: [EventPayload] = []
      var expected = columns.count > 1 ? columns[1] : ""
      if columns[0].hasPrefix("at "), let moment = Int64(columns[0].dropFirst(3)) {
        time = Timestamp(nanoseconds: moment) ?? time
        reports = run.reports(at: time)
      } else {
        let steps = try steps(columns[0], at: time)
        for step in steps { reports += run.reports(to: step) }
        if columns.count == 1 { expected = "accepted \(steps[0].payload.orderID?.rawValue ?? 0)" }
      }
      let found = reports.map(BookScript.text).joined(separator: ", ")
      #expect(found == expected, "\(Book.self) after \(columns[0])", sourceLocation: sourceLocation)
      let fault = run.fault
      #expect(fault == nil, "\(Book.self) after \(columns[0])", sourceLocation: sourceLocation)
      try run.saveAndGoOn()
    }
  }
}
