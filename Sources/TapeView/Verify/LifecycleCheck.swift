internal import Core

/// Lets every order on a tape live its life by the one transition function.
struct LifecycleCheck {
  /// Takes an event's part in an order's life.
  mutating func apply(_ event: Event, line: Int) throws(TapeViolation) {
  }
}
