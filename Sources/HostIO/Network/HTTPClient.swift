internal import Glibc
internal import Wire

/// Asks a server of this machine for one page, within a time and a size.
public enum HTTPClient {
  private static let mostBytes = 8 << 20

  /// The body of an answer of 200; the connection is closed behind it.
  ///
  /// Waits for the server, in slices, so that Ctrl-C is noticed.
  public static func get(
    _ path: String, from address: LoopbackAddress, withinNanos limit: Int64 = 2_000_000_000
  ) throws -> [UInt8] {
    let due = HostClock.monotonicNanos + limit
    let (number, code) = SystemSocket.connection(to: address)
    guard number >= 0 else { throw FetchError(address, .refused(code)) }
    let socket = OpenSocket(number)
    try wait(socket, Int16(POLLOUT), due, address)
    let failure = SystemSocket.failure(of: number)
    guard failure == 0 else { throw FetchError(address, .refused(failure)) }
    try send("GET \(path) HTTP/1.0\r\nHost: \(address)\r\n\r\n", socket, due, address)
    let answer = try receive(socket, due, address)
    let reply: HTTPReply
    do { reply = try HTTPReply(parsing: answer) } catch {
      throw FetchError(address, .unusable(error.description))
    }
    guard reply.status == 200 else { throw FetchError(address, .status(reply.status, path)) }
    return reply.body
  }

  private static func send(
    _ text: String, _ socket: borrowing OpenSocket, _ due: Int64, _ address: LoopbackAddress
  ) throws {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      switch SystemSocket.send(bytes, from: sent, to: socket.number) {
      case .moved(let count): sent += count
      case .wouldWait: try wait(socket, Int16(POLLOUT), due, address)
      case .closed: throw FetchError(address, .unusable("the connection was closed"))
      case .failed(let code): throw FetchError(address, .refused(code))
      }
    }
  }

  private static func receive(
    _ socket: borrowing OpenSocket, _ due: Int64, _ address: LoopbackAddress
  ) throws -> [UInt8] {
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      try wait(socket, Int16(POLLIN), due, address)
      switch SystemSocket.receive(socket.number, into: &buffer) {
      case .moved(let count):
        answer += buffer[..<count]
        guard answer.count <= mostBytes else {
          throw FetchError(address, .unusable("a page of more than 8 MiB"))
        }
      case .wouldWait: continue
      case .closed: return answer
      case .failed(let code): throw FetchError(address, .refused(code))
      }
    }
  }

  private static func wait(
    _ socket: borrowing OpenSocket, _ events: Int16, _ due: Int64, _ address: LoopbackAddress
  ) throws {
    while true {
      if Interruption.isRequested { throw Interrupted() }
      let left = (due - HostClock.monotonicNanos) / 1_000_000
      guard left > 0 else { throw FetchError(address, .late) }
      var entries = [pollfd(fd: socket.number, events: events, revents: 0)]
      SystemSocket.wait(for: &entries, milliseconds: Int32(min(left, 100)))
      if entries[0].revents != 0 { return }
    }
  }
}

/// A socket that is closed as it goes.
private struct OpenSocket: ~Copyable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { _ = close(number) }
}
