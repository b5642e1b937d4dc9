import Glibc
import Handoff
public import HarnessABI

/// Our ring as a queue of the harness: it creates one and drains it; the engine takes the other end.
private struct RingQueue: ~Copyable {
  var producer: SPSCProducer<harness_report>?
  var consumer: SPSCConsumer<harness_report>
}

/// The functions of our queue; made once, kept for good.
// SAFETY: nobody changes what it points to.
private nonisolated(unsafe) let functions: UnsafePointer<harness_transport> = {
  // SAFETY: one allocation, initialised here and never changed or freed.
  let table = UnsafeMutablePointer<harness_transport>.allocate(capacity: 1)
  unsafe table.initialize(
    to: harness_transport(
      create: { capacity in
        let ring = SPSCRing<harness_report>(capacity: RingCapacity(atLeast: Int(capacity)))
        let queue = UnsafeMutablePointer<RingQueue>.allocate(capacity: 1)
        // SAFETY: the harness gives the handle back to `destroy`, once.
        unsafe queue.initialize(to: RingQueue(producer: ring.producer, consumer: ring.consumer))
        return UnsafeMutableRawPointer(queue)
      },
      push: { _, _ in 0 },
      drain: { handle, out, limit in
        // SAFETY: the handle is one of `create`, `out` has room for `limit` reports, and one thread drains.
        guard let queue = unsafe handle?.assumingMemoryBound(to: RingQueue.self),
          let out = unsafe out
        else { return 0 }
        var count = 0
        _ = unsafe queue.pointee.consumer.drain(limit: Int(limit)) {
          unsafe out[count] = $0
          count += 1
        }
        return UInt32(count)
      },
      flush: { _ in },
      destroy: { handle in
        // SAFETY: a handle of `create`, given back once.
        guard let queue = unsafe handle?.assumingMemoryBound(to: RingQueue.self) else { return }
        unsafe queue.deinitialize(count: 1)
        unsafe queue.deallocate()
      }))
  return unsafe UnsafePointer(table)
}()

/// Whether reports go through our ring; `TRUETAPE_TRANSPORT=harness` in the environment says that
/// they go through the harness's queue.
private func usesRing() -> Bool {
  // SAFETY: a word of the environment, which nothing changes while it is compared.
  guard let word = unsafe getenv("TRUETAPE_TRANSPORT") else { return true }
  return unsafe strcmp(word, "harness") != 0
}

/// The queue that this engine brings; null for none.
@c(engine_get_transport) public func engineGetTransport() -> UnsafePointer<harness_transport>? {
  // SAFETY: valid for good.
  usesRing() ? unsafe functions : nil
}

/// Where the reports of an engine go that was given this queue.
func outlet(
  _ transport: UnsafePointer<harness_transport>?, _ handle: UnsafeMutableRawPointer?
) -> ReportOutlet? {
  // SAFETY: the harness's table is valid as long as the engine.
  guard let transport = unsafe transport else { return nil }
  if unsafe transport == functions {
    // SAFETY: a handle of our `create`, of which nobody has taken the producer yet.
    let queue = unsafe handle?.assumingMemoryBound(to: RingQueue.self)
    guard let producer = unsafe queue?.pointee.producer.take() else { return nil }
    return ReportOutlet(producer)
  }
  // SAFETY: the harness keeps its queue until it has shut the engine down.
  guard let push = unsafe transport.pointee.push else { return nil }
  return unsafe ReportOutlet(push: push, handle: handle)
}
