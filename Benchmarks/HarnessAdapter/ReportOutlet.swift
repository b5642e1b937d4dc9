import Handoff
import HarnessABI

/// Where reports leave: through the queue that the harness brought, or through our own ring.
@safe struct ReportOutlet: ~Copyable {
  typealias Push =
    @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<harness_report>?) -> Int32

  /// How many reports become visible together.
  private static var batch: Int { 64 }

  /// The harness's queue, a call a report; nil where the ring is used.
  private let push: Push?
  private let handle: UnsafeMutableRawPointer?
  private var ring: SPSCProducer<harness_report>
  private var staged = 0

  /// The harness's queue.
  init(push: Push, handle: UnsafeMutableRawPointer?) {
    // SAFETY: kept for `sendAway`, which says why they are valid.
    unsafe (self.push, self.handle) = (push, handle)
    let unused = SPSCRing<harness_report>(capacity: RingCapacity(atLeast: 1))
    ring = unused.producer
  }

  /// Our own.
  init(_ ring: consuming SPSCProducer<harness_report>) {
    // SAFETY: nothing is kept.
    unsafe (push, handle) = (nil, nil)
    self.ring = ring
  }

  @inline(__always) mutating func send(_ report: harness_report) {
    // SAFETY: see `sendAway`.
    if let push = unsafe push { return unsafe sendAway(report, push) }
    while ring.stage(report) == .full { ring.publish() }
    staged &+= 1
    if staged == Self.batch { flush() }
  }

  /// Makes all reports visible.
  mutating func flush() {
    ring.publish()
    staged = 0
  }

  private func sendAway(_ report: harness_report, _ push: Push) {
    // SAFETY: the harness keeps function and handle valid until it shuts the engine down, and copies
    // the report before it returns.
    unsafe withUnsafePointer(to: report) { while unsafe push(handle, $0) == 0 {} }
  }
}
