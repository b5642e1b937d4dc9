internal import Glibc

/// A thread of the operating system that runs one function with one value of its own.
///
/// The value is handed over, not shared: an end of a ring that goes in cannot be used outside.
/// Dropping the thread without `join()` lets it run on to its end.
public struct HostThread: ~Copyable {
  private var handle: pthread_t
  private var isJoined = false

  /// Starts `body` with `value` on a new thread.
  /// - Throws: ``ThreadError`` when the system has no room for another thread.
  public init<Value: ~Copyable & Sendable>(
    _ value: consuming Value, _ body: @escaping @Sendable (consuming Value) -> Void
  ) throws(ThreadError) {
    // SAFETY: the new thread takes over the one retain of `start`; if there is no thread, it is
    // given back here.
    let start = unsafe Unmanaged<ThreadStart>.passRetained(HandedStart(value, body))
    handle = pthread_t()
    let status = unsafe pthread_create(&handle, nil, runStart, start.toOpaque())
    guard status == 0 else {
      unsafe start.release()
      throw ThreadError(code: status)
    }
  }

  /// Waits until the function has returned.
  public consuming func join() {
    isJoined = true
    // The thread is ours, and joined once, since this consumes the value.
    pthread_join(handle, nil)
  }

  deinit {
    if !isJoined { pthread_detach(handle) }
  }

  /// How many threads the machine runs at once.
  public static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Lets another thread run; for loops that poll a ring.
  public static func yield() { sched_yield() }
}

/// The system would not start a thread.
public struct ThreadError: Error, Equatable, Sendable {
  /// The system's error number.
  public let code: Int32
}

/// What a new thread does, as a class that a C pointer can carry.
private class ThreadStart {
  func run() {}
}

private final class HandedStart<Value: ~Copyable & Sendable>: ThreadStart {
  private var value: Value?
  private let body: @Sendable (consuming Value) -> Void

  init(_ value: consuming Value, _ body: @escaping @Sendable (consuming Value) -> Void) {
    self.value = consume value
    self.body = body
  }

  override func run() {
    if let value = value.take() { body(value) }
  }
}

private func runStart(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  // SAFETY: the pointer is the one retain that `HostThread.init` made.
  guard let context = unsafe context else { return nil }
  unsafe Unmanaged<ThreadStart>.fromOpaque(context).takeRetainedValue().run()
  return nil
}
