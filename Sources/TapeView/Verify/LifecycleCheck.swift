internal import Core
internal import OrderState

/// Lets every order on a tape live its life by the one transition function.
///
/// Tapes without orders (recorded markets) pass through untouched.
struct LifecycleCheck {
  private var register = OrderRegister()

  /// Takes an event's part in an order's life.
  mutating func apply(_ event: Event, line: Int) throws(TapeViolation) {
    do { try register.apply(event) } catch {
      throw TapeViolation(
        sequence: event.sequence, line: line, reason: .lifecycle(error))
    }
  }
}
