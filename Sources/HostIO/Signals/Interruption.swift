internal import Glibc
internal import Synchronization

/// The wish to stop, by Ctrl-C or by a supervisor: a flag that loops look at.
///
/// The first signal only sets the flag, so that a loop can stop between two events and leave its
/// files in order; the second ends the process at once. This flag and `TakenTerminal` are the only mutable globals.
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
      if !isFirst {
        TakenTerminal.giveBack()
        _exit(128 + number)
      }
    }
    var listened = sigset_t()
    // SAFETY: the set is this function's own.
    unsafe sigemptyset(&listened)
    for number in [SIGINT, SIGTERM] {
      // SAFETY: the handler touches lock-free atomics, gives a terminal back by calls that are
      // allowed in a signal handler, and calls `_exit`, which is; the structures outlive the calls, which copy them.
      unsafe sigaction(number, &action, nil)
      unsafe sigaddset(&listened, number)
    }
    // A program started by a thread that blocks signals, such as a dispatch worker, inherits that.
    // SAFETY: the set outlives the call, which copies it.
    unsafe pthread_sigmask(SIG_UNBLOCK, &listened, nil)
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
