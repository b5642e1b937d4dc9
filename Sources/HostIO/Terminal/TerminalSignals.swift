internal import Glibc
internal import Synchronization

/// The signals that concern a program on a whole screen, as flags that its loop looks at, beside
/// ``Interruption``; those that end a process give the terminal back first.
enum TerminalSignals {
  private static let size = Atomic<Bool>(false)
  private static let stop = Atomic<Bool>(false)
  private static let awakening = Atomic<Bool>(false)

  /// Starts to listen.
  static func listen() {
    // The handlers must find the flags initialised.
    _ = takeSizeChange() || takeStop() || takeAwakening()
    on([SIGWINCH], 0) { _ in TerminalSignals.size.store(true, ordering: .relaxed) }
    on([SIGTSTP], 0) { _ in TerminalSignals.stop.store(true, ordering: .relaxed) }
    on([SIGCONT], 0) { _ in TerminalSignals.awakening.store(true, ordering: .relaxed) }
    // The default way out follows: the handler is gone when the signal is raised again, or when
    // the instruction at fault is met once more.
    on(
      [SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE],
      Int32(bitPattern: UInt32(SA_RESETHAND))
    ) {
      TakenTerminal.giveBack()
      raise($0)
    }
  }

  /// Whether the window has another size since this was last asked.
  static func takeSizeChange() -> Bool { size.exchange(false, ordering: .relaxed) }

  /// Whether somebody asked the program to stop for a while.
  static func takeStop() -> Bool { stop.exchange(false, ordering: .relaxed) }

  /// Whether the program was stopped and goes on.
  static func takeAwakening() -> Bool { awakening.exchange(false, ordering: .relaxed) }

  /// Stops the process, as Ctrl-Z does; returns when it goes on.
  static func stopProcess() {
    on([SIGTSTP], 0, nil)
    raise(SIGTSTP)
    on([SIGTSTP], 0) { _ in TerminalSignals.stop.store(true, ordering: .relaxed) }
  }

  /// Nil stands for the system's own way.
  private static func on(
    _ numbers: [Int32], _ flags: Int32, _ handler: (@convention(c) (Int32) -> Void)?
  ) {
    var action = sigaction()
    // SAFETY: the handlers capture nothing; they touch lock-free atomics and make calls that are
    // allowed in a signal handler. The structures outlive the calls, which copy them.
    unsafe action.__sigaction_handler.sa_handler = handler
    action.sa_flags = flags
    var listened = sigset_t()
    unsafe sigemptyset(&listened)
    for number in numbers {
      unsafe sigaction(number, &action, nil)
      unsafe sigaddset(&listened, number)
    }
    // A program started by a thread that blocks signals, such as a dispatch worker, inherits that.
    unsafe pthread_sigmask(SIG_UNBLOCK, &listened, nil)
  }
}
