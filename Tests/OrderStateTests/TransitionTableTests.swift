import Core
import OrderState
import Samples
import Testing

// Every pair of state and event, written out. A cell is the state that follows, or `!` and why not.
//
//   N new  P pending  S partially filled  F filled  C cancelled  R rejected  X expired
//   cN cP cS   a cancel awaits its answer over new, pending, partially filled
//   bN bP bS   both a cancel and a replacement do
//   rN rP rS   a replacement does
//   !final filled is final   !over the order is over   !unacc not accepted yet
//   !again accepted before   !wait one is outstanding  !unask nothing was requested
//   !terms the expiry is not in the terms              !rest  an immediate order never rests
private let restingTable = """
  at  accept  fill4   fillAll canReq  cancel  canRej  repReq  replace repRej  reject  expire
  N   P       !unacc  !unacc  cN      !unacc  !unask  rN      !unacc  !unask  R       !unacc
  P   !again  S       F       cP      C       !unask  rP      !unask  !unask  !again  !terms
  S   !again  S       F       cS      C       !unask  rS      !unask  !unask  !again  !terms
  cN  cP      !unacc  !unacc  !wait   !unacc  N       bN      !unask  !unask  R       !unacc
  cP  !again  cS      F       !wait   C       P       bP      !unask  !unask  !again  !terms
  cS  !again  cS      F       !wait   C       S       bS      !unask  !unask  !again  !terms
  bN  bP      !unacc  !unacc  !wait   !unacc  rN      !wait   !unacc  cN      R       !unacc
  bP  !again  bS      F       !wait   C       rP      !wait   cP      cP      !again  !terms
  bS  !again  bS      F       !wait   C       rS      !wait   cS      cS      !again  !terms
  rN  rP      !unacc  !unacc  bN      !unacc  !unask  !wait   !unacc  N       R       !unacc
  rP  !again  rS      F       bP      C       !unask  !wait   P       P       !again  !terms
  rS  !again  rS      F       bS      C       !unask  !wait   S       S       !again  !terms
  F   !final  !final  !final  !final  !final  !final  !final  !final  !final  !final  !final
  C   !over   C       F       !over   !over   !over   !over   !over   !over   !over   !over
  R   !over   !over   !over   !over   !over   !over   !over   !over   !over   !over   !over
  """

/// An immediate order has no replacements: those rows do not exist.
private let immediateTable = """
  at  accept  fill4   fillAll canReq  cancel  canRej  repReq  replace repRej  reject  expire
  N   P       !unacc  !unacc  cN      !unacc  !unask  !rest   !unacc  !unask  R       !unacc
  P   !again  S       F       cP      !rest   !unask  !rest   !unask  !unask  !again  X
  S   !again  S       F       cS      !rest   !unask  !rest   !unask  !unask  !again  X
  cN  cP      !unacc  !unacc  !wait   !unacc  N       !rest   !unask  !unask  R       !unacc
  cP  !again  cS      F       !wait   !rest   P       !rest   !unask  !unask  !again  X
  cS  !again  cS      F       !wait   !rest   S       !rest   !unask  !unask  !again  X
  F   !final  !final  !final  !final  !final  !final  !final  !final  !final  !final  !final
  R   !over   !over   !over   !over   !over   !over   !over   !over   !over   !over   !over
  X   !over   X       F       !over   !over   !over   !over   !over   !over   !over   !over
  """

/// A state of the table, and what each column leads to.
struct Row: CustomTestStringConvertible, Sendable {
  let state: String
  let cells: [(column: String, outcome: String)]
  var testDescription: String { state }

  static func rows(_ table: String) -> [Row] {
    let lines = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    return lines.dropFirst().map { words in
      Row(state: words[0], cells: zip(lines[0], words).dropFirst().map { ($0, $1) })
    }
  }
}

@Suite struct `Transition table` {
  @Test(arguments: Row.rows(restingTable))
  func `INV-ORDER-3: a resting order moves as the table says`(row: Row) throws {
    let order = try lifecycle(at: row.state, Sample.order())
    #expect(row.cells.count == 11)
    #expect(row.cells.map { cell(order, $0.column) } == row.cells.map(\.outcome))
  }

  @Test(arguments: Row.rows(immediateTable))
  func `an immediate order moves as the table says`(row: Row) throws {
    let order = try lifecycle(at: row.state, Sample.order(.immediateOrCancel))
    #expect(row.cells.count == 11)
    #expect(row.cells.map { cell(order, $0.column) } == row.cells.map(\.outcome))
  }

  @Test(arguments: Row.rows(restingTable))
  func `a refused event changes nothing and says why`(row: Row) throws {
    let order = try lifecycle(at: row.state, Sample.order())
    for (column, outcome) in row.cells where outcome.hasPrefix("!") {
      let event = try #require(example(column, for: order))
      var after = order
      let error = #expect(throws: TransitionError.self) { try after.apply(event) }
      #expect(after == order)
      #expect(error?.state == order.state && error?.event == event && error?.id == 7)
      #expect(error.map { letters($0.reason) } == outcome)
    }
  }

  @Test func `every phase has a row`() throws {
    let phases = try Row.rows(restingTable).map { try lifecycle(at: $0.state, Sample.order()) }
      .map(\.state.phase)
    let immediates = try Row.rows(immediateTable)
      .map { try lifecycle(at: $0.state, Sample.order(.immediateOrCancel)).state.phase }
    for phase in OrderPhase.allCases { #expect((phases + immediates).contains(phase)) }
  }

  @Test func `the message names order, state, event and reason`() throws {
    var order = try OrderLifecycle(Sample.order(), after: [.accepted, Sample.fill(10, 1)])
    let error = #expect(throws: TransitionError.self) { try order.apply(.cancelled(.storm)) }
    #expect(
      error?.description
        == "order 7 is Filled, 'cancelled' cannot happen: a filled order never changes again")
  }
}

/// An order of the given terms, taken by the shortest legal way to where the row says.
private func lifecycle(at state: String, _ order: NewOrder) throws -> OrderLifecycle {
  let liquidity: Liquidity = order.timeInForce == .goodTillCancel ? .maker : .taker
  let partial = Sample.fill(4, 1, liquidity)
  let ways: [Character: [OrderEvent]] = ["N": [], "P": [.accepted], "S": [.accepted, partial]]
  let requests: [Character: [OrderEvent]] = [
    "c": [.cancelRequested(.storm)], "r": [.replaceRequested(Sample.terms)],
    "b": [.replaceRequested(Sample.terms), .cancelRequested(.storm)],
  ]
  let ends: [String: [OrderEvent]] = [
    "F": [.accepted, Sample.fill(10, 1, liquidity)],
    "C": [.accepted, partial, .cancelled(.stale)],
    "R": [.rejected(.refused(.priceOffTick))],
    "X": [.accepted, partial, .expired(.immediateOrCancel)],
  ]
  if let end = ends[state] { return try OrderLifecycle(order, after: end) }
  var events: [OrderEvent] = []
  for letter in state.reversed() { events += ways[letter] ?? requests[letter] ?? [] }
  return try OrderLifecycle(order, after: events)
}

private func example(_ column: String, for order: OrderLifecycle) -> OrderEvent? {
  let liquidity: Liquidity = order.isImmediate ? .taker : .maker
  let number = order.fillCount + 1
  return switch column {
  case "accept": .accepted
  case "fill4": Sample.fill(4, number, liquidity)
  case "fillAll": Sample.fill(order.remaining, number, liquidity)
  case "canReq": .cancelRequested(.storm)
  case "cancel": .cancelled(.stale)
  case "canRej": .cancelRejected(Sample.cause)
  case "repReq": .replaceRequested(Sample.terms)
  case "replace": .replaced(Sample.terms)
  case "repRej": .replaceRejected(Sample.cause)
  case "reject": .rejected(Sample.cause)
  case "expire": .expired(.immediateOrCancel)
  default: nil
  }
}

/// What happens, in the letters of the table.
private func cell(_ order: OrderLifecycle, _ column: String) -> String {
  guard let event = example(column, for: order) else { return "no such column" }
  do { return letters(try order.successor(on: event)) } catch { return letters(error) }
}

private func letters(_ state: OrderState) -> String {
  switch state {
  case .new: "N"
  case .pending: "P"
  case .partiallyFilled: "S"
  case .filled: "F"
  case .cancelled: "C"
  case .rejected: "R"
  case .expired: "X"
  case .pendingCancel(let asked):
    (asked.replacement == nil ? "c" : "b") + letters(asked.standing.state)
  case .pendingReplace(let asked): "r" + letters(asked.standing.state)
  }
}

private func letters(_ reason: TransitionError.Reason) -> String {
  switch reason {
  case .filledIsFinal: "!final"
  case .orderIsOver: "!over"
  case .notAccepted: "!unacc"
  case .alreadyAccepted: "!again"
  case .requestOutstanding: "!wait"
  case .nothingRequested: "!unask"
  case .immediateOrderRests: "!rest"
  case .expiryNotInTerms: "!terms"
  case .fillNumberRepeated, .fillNumberSkipped, .emptyFill, .overfill, .quantityNotAboveFilled,
    .contradictoryTerms, .fillOrKillInPart, .postOnlyTook, .nothingHeld:
    "!\(reason)"
  }
}
