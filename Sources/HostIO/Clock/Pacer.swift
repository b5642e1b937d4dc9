/// Holds a replay back so that events appear at the pace at which they happened.
///
/// The first event is due at once and fixes the relation of the two times; each later one is due by
/// its distance from the first, so that delays do not add up. Events that go back in time are due.
public struct Pacer {
  private let speed: PlaybackSpeed
  private var origin: (event: Int64, machine: Int64)?

  /// Begins with the first event it is shown.
  public init(speed: PlaybackSpeed) {
    self.speed = speed
  }

  /// The monotonic moment at which an event is due, `nil` when there is nothing to wait for.
  ///
  /// A caller flushes its output before it waits, and only then.
  public mutating func due(eventNanos: Int64, nowNanos: Int64) -> Int64? {
    guard case .times = speed else { return nil }
    guard origin != nil else {
      origin = (eventNanos, nowNanos)
      return nil
    }
    guard let moment = moment(ofEventNanos: eventNanos) else { return nil }
    return moment > nowNanos ? moment : nil
  }

  /// The monotonic moment at which an event is or was due, the yardstick of its delay; `nil` before
  /// the first event, and where nothing sets a pace.
  public func moment(ofEventNanos eventNanos: Int64) -> Int64? {
    guard case .times(let factor) = speed, let origin else { return nil }
    let (distance, overflow) = eventNanos.subtractingReportingOverflow(origin.event)
    guard !overflow, distance > 0 else { return origin.machine }
    // Exact to the nanosecond for a replay of up to 104 days; bounded so that the sum fits.
    let scaled = Int64(min(Double(distance) / factor, 4e18))
    let (due, isBeyond) = origin.machine.addingReportingOverflow(scaled)
    return isBeyond ? .max : due
  }

  /// Waits until an event is due; `false` when Ctrl-C cut the wait short.
  ///
  /// - Parameter beforeWaiting: Called when there is a wait ahead, to flush what was printed.
  public mutating func wait<Failure: Error>(
    forEventNanos eventNanos: Int64, beforeWaiting: () throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    guard speed != .max else { return !Interruption.isRequested }
    guard let due = due(eventNanos: eventNanos, nowNanos: HostClock.monotonicNanos) else {
      return !Interruption.isRequested
    }
    try beforeWaiting()
    return HostClock.sleep(untilMonotonicNanos: due)
  }
}
