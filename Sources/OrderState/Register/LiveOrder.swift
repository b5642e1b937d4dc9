internal import Core

/// An order that is not over.
struct LiveOrder: BitwiseCopyable, Sendable {
  var lifecycle: OrderLifecycle
  var instrument: InstrumentID?
  /// Whether messages about it wait for their turn (`OrderRegister.waiting`): kept apart, because few
  /// orders have any, and one without lists is moved as plain bytes.
  var hasWaiting = false

  init(_ order: NewOrder, instrument: InstrumentID?) {
    lifecycle = OrderLifecycle(order)
    self.instrument = instrument
  }

  init(_ lifecycle: OrderLifecycle, instrument: InstrumentID?) {
    self.lifecycle = lifecycle
    self.instrument = instrument
  }
}
