import Glibc
import HostIO
import Testing

/// Signals change the process, so each of these runs in a process of its own.
@Suite struct InterruptionTests {
  @Test(arguments: [SIGINT, SIGTERM])
  func `the first signal asks to stop, and a loop that gives up ends as a shell expects`(
    _ signal: Int32
  ) async {
    await #expect(processExitsWith: .exitCode(128 + signal)) { [signal] in
      admitSignals()
      let command = CommandDescription("tool", "Loops.")
      Program.main(command, version: "1", words: []) { _, _ in
        while !Interruption.isRequested { raise(signal) }
        throw Interrupted()
      }
    }
  }

  @Test func `the second signal ends the process at once`() async {
    await #expect(processExitsWith: .exitCode(128 + SIGTERM)) {
      admitSignals()
      Interruption.listen()
      raise(SIGINT)
      raise(SIGTERM)
      exit(0)
    }
  }

  @Test func `a signal cuts a wait short, and atomic files leave nothing behind`() async throws {
    let scratch = try ScratchDirectory()
    let path = scratch.file("tape")
    await #expect(processExitsWith: .exitCode(128 + SIGINT)) { [path = path as String] in
      admitSignals()
      Program.main(CommandDescription("tool", "Waits."), version: "1", words: []) { _, _ in
        var output = try OutputFile(path: path, mode: .atomic)
        try output.write("half")
        raise(SIGINT)
        var pacer = Pacer(speed: .times(1))
        _ = pacer.wait(forEventNanos: 0) {}
        guard pacer.wait(forEventNanos: 60_000_000_000, beforeWaiting: {}) else {
          throw Interrupted()
        }
        return .done
      }
    }
    #expect(scratch.names.isEmpty)
  }

  @Test func `a file that never makes anyone wait is not read on either`() async throws {
    let scratch = try ScratchDirectory()
    let path = scratch.file("tape")
    var output = try OutputFile(path: path, mode: .atomic)
    try output.write("ten bytes.")
    try output.finish()
    await #expect(processExitsWith: .exitCode(128 + SIGTERM)) { [path = path as String] in
      admitSignals()
      Program.main(CommandDescription("tool", "Reads."), version: "1", words: []) { _, _ in
        var input = try InputFile(path: path, chunkSize: 5)
        guard try input.next() else { return .found }
        raise(SIGTERM)
        while try input.next() {}
        return .done
      }
    }
  }

  @Test func `a read that waits for input notices the signal`() async {
    await #expect(processExitsWith: .exitCode(128 + SIGINT)) {
      admitSignals()
      var ends: [Int32] = [0, 0]
      unsafe _ = pipe(&ends)
      dup2(ends[0], 0)
      Program.main(CommandDescription("tool", "Reads."), version: "1", words: []) { _, _ in
        interruptSoon()
        var input = try InputFile(path: "-")
        while try input.next() {}
        return .done
      }
    }
  }
}

/// Lets signals reach this thread: tests run on threads that block them, programs do not.
private func admitSignals() {
  var none = sigset_t()
  unsafe sigemptyset(&none)
  unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
}

/// Stands for the person who presses Ctrl-C while this thread waits for input.
private func interruptSoon() {
  // A wait that goes on regardless ends the process, so that the test fails and does not hang.
  alarm(10)
  var thread = pthread_t()
  // SAFETY: the argument carries a thread's number, never an address.
  let waiting = unsafe UnsafeMutableRawPointer(bitPattern: pthread_self())
  unsafe pthread_create(
    &thread, nil,
    { argument in
      _ = HostClock.sleep(untilMonotonicNanos: HostClock.monotonicNanos + 200_000_000)
      pthread_kill(pthread_t(bitPattern: Int(bitPattern: argument)), SIGINT)
      return nil
    }, waiting)
  // Nobody waits for its end; a thread that has ended and was not let go is a leak to the sanitizer.
  pthread_detach(thread)
}
