internal import Glibc
internal import Synchronization

/// The wish to stop, by Ctrl-C or by a supervisor: a flag that loops look at.
///
/// The first signal only sets the flag, so that a loop can stop between two events and leave its
/// files in order; the second ends the process at once. This flag is the only mutable global.
public enum Interruption {
  private static let signalNumber = Atomic<Int32>(0)

  /// Whether the program was asked to stop.
  public static var isRequested: Bool { signal != 0 }

  /// The number of the signal that asked, 0 when none did.
  public static var signal: Int32 { signalNumber.load(ordering: .relaxed) }

  /// Starts to listen for SIGINT and SIGTERM.
  ///
  /// Waiting system calls are not restarted, so that a program waiting for input notices.
  public static func listen() {
    // The handler must find the flag initialised: initialising it there would not be safe.
    _ = signalNumber.load(ordering: .relaxed)
    var action = sigaction()
    // SAFETY: the closure captures nothing, so it is a plain function pointer.
    unsafe action.__sigaction_handler.sa_handler = { number in
      let (isFirst, _) = Interruption.signalNumber.compareExchange(
        expected: 0, desired: number, ordering: .relaxed)
      if !isFirst { _exit(128 + number) }
    }
    for number in [SIGINT, SIGTERM] {
      // SAFETY: the handler touches one lock-free atomic and calls `_exit`, both allowed in a
      // signal handler; the structure outlives the call, which copies it.
      unsafe sigaction(number, &action, nil)
    }
  }

  /// Makes a write to a closed pipe fail with an error instead of ending the process.
  public static func ignoreBrokenPipes() {
    _ = Glibc.signal(SIGPIPE, SIG_IGN)
  }
}

/// Thrown by a loop that saw ``Interruption/isRequested`` and gave its work up.
public struct Interrupted: Error, Equatable, Sendable {
  /// Carries nothing: the signal is known to ``Interruption``.
  public init() {}
}
