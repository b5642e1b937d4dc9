internal import Core
internal import OrderState

/// Lets every order on a tape live its life by the one transition function.
///
/// Tapes without orders (recorded markets) pass through untouched. On a tape that is not our own
/// venue's, as a session's of one who trades there, reports come when they arrive: an order that
/// never rests may then still be open when another is accepted.
struct LifecycleCheck {
  private var register = OrderRegister()
  private let isOwnVenue: Bool

  init(isOwnVenue: Bool) { self.isOwnVenue = isOwnVenue }

  /// What was seen so far.
  var counters: OrderCounters { register.counters }

  /// Takes an event's part in an order's life.
  mutating func apply(_ event: Event, line: Int, into found: inout [TapeViolation]) {
    do { try register.apply(event) } catch {
      if !isOwnVenue, error.kind == .leftResting { return }
      found.append(
        TapeViolation(
          sequence: event.sequence, line: line, instrument: event.instrument,
          reason: .lifecycle(error)))
    }
  }
}
