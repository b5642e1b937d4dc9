internal import Core
internal import Obs

/// The delays that a tape tells, all in the market's own time: none is this machine's.
///
/// A session's tape has the way to the venue and back, a recording the way to its recorder. What a
/// venue's own tape answers at the moment at which it is asked took no time, and is left out.
struct TapeLatencies {
  /// Orders that are waited for at once, of each kind; one beyond is not timed.
  private static let limit = 1 << 20

  private var answers = RequestKind.allCases.map { _ in LogLinearHistogram() }
  private var firstFills = LogLinearHistogram()
  private var ways = LogLinearHistogram()
  /// Received before they happened, by clocks that disagree.
  private var early: UInt64 = 0
  private var asked = RequestKind.allCases.map { _ in IdentifierMap<Timestamp>() }
  private var accepted = IdentifierMap<Timestamp>()

  mutating func take(_ event: Event) {
    if let received = event.receiveTime { way(event.time, received) }
    // Of one's own requests nothing is received: they count from when they were made.
    let heard = event.receiveTime ?? event.time
    switch event.payload {
    case .newOrder(let order): ask(.new, order.id, heard)
    case .cancel(let cancel): ask(.cancel, cancel.id, heard)
    case .amend(let amend): ask(.amend, amend.id, heard)
    case .accepted(let report):
      answer(.new, report.id, heard)
      if accepted.count < Self.limit { accepted[report.id.rawValue] = event.time }
    case .amended(let report): answer(.amend, report.id, heard)
    case .cancelled(let report):
      answer(.cancel, report.id, heard)
      accepted[report.id.rawValue] = nil
    case .expired(let report):
      answer(.new, report.id, heard)
      accepted[report.id.rawValue] = nil
    case .fill(let fill):
      answer(.new, fill.id, heard)
      guard let since = accepted[fill.id.rawValue] else { return }
      accepted[fill.id.rawValue] = nil
      firstFills.record(Self.nanoseconds(from: since, to: event.time))
    case .reject(let reject): answer(reject.request, reject.id, heard)
    case .drop(let drop): answer(drop.request, drop.id, heard)
    case .trade, .bookUpdate, .snapshot, .quote, .instrument, .regime, .gap, .timer, .riskDecision,
      .operatorCommand, .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
  }

  func write(to page: inout Exposition) {
    page.summary(
      "truetape_answer_quantile_seconds",
      "Market time from a request to its first answer's arrival, where that came later."
    ) { family in
      for kind in RequestKind.allCases {
        family.quantiles(answers[Self.place(kind)], ["request": kind.token.description])
      }
    }
    page.summary(
      "truetape_first_fill_quantile_seconds",
      "Market time from an order's acceptance to its first fill."
    ) { $0.quantiles(firstFills) }
    page.summary(
      "truetape_receive_quantile_seconds",
      "Time from an event to its recorder, where that has the later time."
    ) { $0.quantiles(ways) }
    page.counter(
      "truetape_received_early_total", "Events received before they happened.", .count(early))
  }

  private mutating func way(_ time: Timestamp, _ received: Timestamp) {
    guard received >= time else {
      early += 1
      return
    }
    ways.record(Self.nanoseconds(from: time, to: received))
  }

  private mutating func ask(_ kind: RequestKind, _ id: OrderID, _ time: Timestamp) {
    guard asked[Self.place(kind)].count < Self.limit else { return }
    asked[Self.place(kind)][id.rawValue] = time
  }

  private mutating func answer(_ kind: RequestKind, _ id: OrderID, _ time: Timestamp) {
    let place = Self.place(kind)
    guard let since = asked[place][id.rawValue] else { return }
    asked[place][id.rawValue] = nil
    if time > since { answers[place].record(Self.nanoseconds(from: since, to: time)) }
  }

  private static func place(_ kind: RequestKind) -> Int { Int(kind.rawValue) - 1 }

  /// A recording's time may go back.
  private static func nanoseconds(from start: Timestamp, to end: Timestamp) -> UInt64 {
    UInt64(max(0, end.since(start).count))
  }
}
