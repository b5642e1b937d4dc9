import Core
public import HarnessABI

// The functions that the harness calls, on one thread, between `engine_init` and `engine_shutdown`.

/// The engine; nil before it is made.
// SAFETY: made and freed below, and touched on the one thread that the harness calls on.
private nonisolated(unsafe) var engine: UnsafeMutablePointer<HarnessEngine>?

/// Passes a message to the engine.
@inline(__always) private func told<Message>(
  _ message: UnsafePointer<Message>?, _ body: (inout HarnessEngine, Message) -> Void
) {
  // SAFETY: the harness's message is valid for the call, and so is the engine, see above.
  guard let message = unsafe message, let engine = unsafe engine else { return }
  unsafe body(&engine.pointee, message.pointee)
}

/// Asks the engine; `none` is the answer where there is none.
private func asked<Answer>(_ none: Answer, _ body: (borrowing HarnessEngine) -> Answer) -> Answer {
  // SAFETY: the engine is valid, see above.
  guard let engine = unsafe engine else { return none }
  return unsafe body(engine.pointee)
}

/// Makes an empty engine whose reports go to the queue that the harness has chosen.
@c(engine_init) public func engineInit(
  _ seed: UInt64, _ transport: UnsafePointer<harness_transport>?, _ sink: UnsafeMutableRawPointer?
) {
  engineShutdown()
  // SAFETY: both come from the harness and stay valid until it shuts the engine down; the memory is
  // freed there.
  guard let outlet = unsafe outlet(transport, sink) else { return }
  unsafe engine = UnsafeMutablePointer<HarnessEngine>.allocate(capacity: 1)
  unsafe engine?.initialize(to: HarnessEngine(outlet))
}

/// Frees the engine.
@c(engine_shutdown) public func engineShutdown() {
  // SAFETY: allocated and initialised by `engine_init`, and forgotten here.
  unsafe engine?.deinitialize(count: 1)
  unsafe engine?.deallocate()
  unsafe engine = nil
}

/// Takes in an order: an acknowledgement, a trade a fill, and a cancel of what may not rest.
@c(engine_on_new_order) public func engineOnNewOrder(_ order: UnsafePointer<harness_new_order>?) {
  // SAFETY: see `told`.
  unsafe told(order) { $0.submit($1) }
}

/// Takes an order out.
@c(engine_on_cancel) public func engineOnCancel(_ request: UnsafePointer<harness_cancel>?) {
  // SAFETY: see `told`.
  unsafe told(request) { $0.cancel($1) }
}

/// Takes an order out and in again with another price or quantity.
@c(engine_on_modify) public func engineOnModify(_ request: UnsafePointer<harness_modify>?) {
  // SAFETY: see `told`.
  unsafe told(request) { $0.modify($1) }
}

/// Makes every report visible that was not yet.
@c(engine_flush) public func engineFlush() {
  // SAFETY: the engine is valid, see above.
  guard let engine = unsafe engine else { return }
  unsafe engine.pointee.flush()
}

/// Highest bid in ticks; the lowest number when nobody bids.
@c(engine_query_best_bid) public func engineQueryBestBid() -> Int64 {
  asked(.min) { $0.best(.buy) ?? .min }
}

/// Lowest offer in ticks; the highest number when nobody offers.
@c(engine_query_best_ask) public func engineQueryBestAsk() -> Int64 {
  asked(.max) { $0.best(.sell) ?? .max }
}

/// What rests at a price of a side.
@c(engine_query_depth_at) public func engineQueryDepthAt(_ ticks: Int64, _ side: UInt8) -> UInt64 {
  asked(0) { $0.quantity(side == 0 ? .buy : .sell, ticks: ticks) }
}
