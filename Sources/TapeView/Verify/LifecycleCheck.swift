internal import Core
internal import OrderState

/// Lets every order on a tape live its life by the one transition function.
///
/// Tapes without orders (recorded markets) pass through untouched.
struct LifecycleCheck {
  private var register = OrderRegister()

  /// What was seen so far.
  var counters: OrderCounters { register.counters }

  /// Takes an event's part in an order's life.
  mutating func apply(_ event: Event, line: Int, into found: inout [TapeViolation]) {
    do { try register.apply(event) } catch {
      found.append(
        TapeViolation(
          sequence: event.sequence, line: line, instrument: event.instrument,
          reason: .lifecycle(error)))
    }
  }
}
