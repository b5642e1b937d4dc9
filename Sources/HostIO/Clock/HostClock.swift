internal import Glibc

/// The machine's clocks; the only place where time is read or waited for.
public enum HostClock {
  /// Nanoseconds since an arbitrary start; never goes back, stands for no date.
  public static var monotonicNanos: Int64 { read(CLOCK_MONOTONIC) }

  /// UTC nanoseconds since 1970; may jump when the machine's clock is set.
  public static var wallNanos: Int64 { read(CLOCK_REALTIME) }

  /// Waits until the monotonic clock reaches a moment; `false` when Ctrl-C cut the wait short.
  ///
  /// Waits in slices: a signal that arrives just before a wait begins is noticed at its end.
  public static func sleep(untilMonotonicNanos due: Int64) -> Bool {
    while !Interruption.isRequested {
      let now = monotonicNanos
      if now >= due { return true }
      let slice = due - now > longestSlice ? now + longestSlice : due
      var moment = timespec(
        tv_sec: Int(slice / 1_000_000_000), tv_nsec: Int(slice % 1_000_000_000))
      // SAFETY: `moment` is readable for the length of the call; no remainder is asked for.
      _ = unsafe clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &moment, nil)
    }
    return false
  }

  private static let longestSlice: Int64 = 100_000_000

  private static func read(_ clock: clockid_t) -> Int64 {
    var moment = timespec()
    // SAFETY: `moment` is writable for the length of the call.
    _ = unsafe clock_gettime(clock, &moment)
    return Int64(moment.tv_sec) * 1_000_000_000 + Int64(moment.tv_nsec)
  }
}
