internal import Core
internal import Glibc
public import Wire

/// Answers GET and HEAD on a port of this machine, in turns that a program's loop gives it.
///
/// ```swift
/// let server = try HTTPServer(address, limits: ServerLimits())
/// while work.goesOn {
///   work.step()
///   server.turn(at: HostClock.monotonicNanos) { head in page(for: head.path) }
/// }
/// ```
/// A turn does what can be done without waiting and returns: one read, one write and one answer a
/// client at most. Clients that are slow, half open, too large, malformed or too many are refused
/// within ``ServerLimits`` and counted in ``figures``; none can hold the loop up. One request a
/// connection. Times are arguments, so that tests need not wait for deadlines.
public final class HTTPServer {
  /// Makes the answer to a request.
  public typealias Respond = (HTTPRequestHead) -> HTTPResponse

  /// Where it listens, the port drawn if it was left to the system.
  public let address: LoopbackAddress
  /// What became of its clients.
  public private(set) var figures = ServerFigures()

  private let listener: Int32
  private let limits: ServerLimits
  private var connections: [ServedConnection] = []
  private var entries: [pollfd] = []
  private var buffer = [UInt8](repeating: 0, count: 4_096)
  private static let longestWait: Int64 = 100_000_000

  /// Begins to listen.
  public init(
    _ address: LoopbackAddress, limits: ServerLimits = ServerLimits()
  ) throws(ServerError) {
    let (descriptor, code) = SystemSocket.listener(address)
    guard code == 0 else { throw ServerError(address: address, code: code) }
    listener = descriptor
    self.limits = limits
    self.address = SystemSocket.address(of: descriptor)
  }

  /// Clients connected now.
  public var connectionCount: Int { connections.count }

  /// Does what is ready, without waiting.
  public func turn(at now: Int64, _ respond: Respond) {
    expire(at: now)
    wait(milliseconds: 0)
    handleReady(at: now, respond)
  }

  /// Serves until a moment of the monotonic clock; `false` when Ctrl-C cut it short.
  public func serve(untilMonotonicNanos due: Int64, _ respond: Respond) -> Bool {
    while !Interruption.isRequested {
      let start = HostClock.monotonicNanos
      let rest = due - start
      if rest < 1_000_000 {
        // The system waits for sockets in whole milliseconds: the last part is slept through.
        turn(at: start, respond)
        return rest <= 0 || HostClock.sleep(untilMonotonicNanos: due)
      }
      expire(at: start)
      let deadline = connections.map(\.deadline).min() ?? .max
      // In slices: a signal that arrives just before a wait begins is noticed at its end.
      let nanos = min(rest, max(0, deadline - start) + 1_000_000, Self.longestWait)
      wait(milliseconds: Int32(nanos / 1_000_000))
      handleReady(at: HostClock.monotonicNanos, respond)
    }
    return false
  }

  private func expire(at now: Int64) {
    for connection in connections {
      switch connection.expire(at: now) {
      case .refused: figures.slow += 1
      case .unread: figures.unread += 1
      case .quiet, .requested, .left: break
      }
    }
    connections.removeAll { $0.isGone }
  }

  /// Asks the system which descriptors are ready; `entries` then begin with the listener and go on
  /// with the connections.
  private func wait(milliseconds: Int32) {
    entries.removeAll(keepingCapacity: true)
    entries.append(pollfd(fd: listener, events: Int16(POLLIN), revents: 0))
    for connection in connections {
      entries.append(pollfd(fd: connection.descriptor, events: connection.interest, revents: 0))
    }
    SystemSocket.wait(for: &entries, milliseconds: milliseconds)
  }

  private func handleReady(at now: Int64, _ respond: Respond) {
    for (connection, entry) in zip(connections, entries.dropFirst()) where entry.revents != 0 {
      advance(connection, entry.events, at: now, respond)
    }
    connections.removeAll { $0.isGone }
    if entries[0].revents != 0 { accept(at: now) }
  }

  private func advance(
    _ connection: ServedConnection, _ interest: Int16, at now: Int64, _ respond: Respond
  ) {
    let isWriting = interest == Int16(POLLOUT)
    let step =
      isWriting ? connection.send(at: now) : connection.receive(&buffer, at: now)
    switch step {
    case .quiet: break
    case .refused: figures.malformed += 1
    case .left: figures.left += 1
    case .unread: figures.unread += 1
    case .requested(let head):
      figures.answered += 1
      let date = Timestamp(nanoseconds: HostClock.wallNanos)
      let bytes = respond(head).rendered(date: date, withoutBody: head.method == .head)
      if case .unread = connection.respond(bytes, at: now) { figures.unread += 1 }
    }
  }

  /// Takes waiting clients, at most as many as may be connected, so that a flood ends a turn too.
  private func accept(at now: Int64) {
    for _ in 0..<limits.connections {
      guard let descriptor = SystemSocket.accept(listener) else { return }
      figures.accepted += 1
      let connection = ServedConnection(descriptor, limits, at: now)
      if connections.count < limits.connections {
        connections.append(connection)
      } else {
        // Told if it can be told at once; the connection closes as it goes.
        figures.busy += 1
        _ = connection.respond(HTTPResponse(.serviceUnavailable).rendered(date: nil), at: now)
      }
    }
  }

  deinit { _ = close(listener) }
}
