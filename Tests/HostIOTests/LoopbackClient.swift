import Glibc
import HostIO
import Testing
import Wire

/// The other end of a server's connection, in the test's own thread: nothing here waits.
final class LoopbackClient {
  private let descriptor: Int32
  private(set) var received: [UInt8] = []
  /// Whether the server has ended the connection, orderly or not.
  private(set) var isEnded = false

  init(_ address: LoopbackAddress) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var system = sockaddr_in()
    system.sin_family = sa_family_t(AF_INET)
    system.sin_port = address.port.bigEndian
    system.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    // SAFETY: the address is a local that outlives the call.
    let result = unsafe withUnsafePointer(to: &system) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(result == 0, "connect: \(errno)")
  }

  var text: String { String(decoding: received, as: UTF8.self) }
  var statusLine: String { String(text.prefix { $0 != "\r\n" }) }

  /// Sends as much as the system takes; how much that was.
  @discardableResult func send(_ bytes: [UInt8]) -> Int {
    // SAFETY: pointer and count are the array's own.
    unsafe bytes.withUnsafeBytes { bytes in
      max(
        0,
        unsafe Glibc.send(
          descriptor, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)))
    }
  }

  @discardableResult func send(_ text: String) -> Int { send(Array(text.utf8)) }

  /// Takes what has come in.
  func read() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while !isEnded {
      // SAFETY: pointer and count are the array's own.
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe recv(descriptor, bytes.baseAddress, bytes.count, Int32(MSG_DONTWAIT))
      }
      guard count > 0 else {
        isEnded = count == 0 || (errno != EAGAIN && errno != EINTR)
        return
      }
      received += buffer[..<count]
    }
  }

  /// Says that nothing more will be sent.
  func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  deinit { close(descriptor) }
}

extension HTTPServer {
  /// Gives turns at one and the same moment until something is so; false when it never is.
  func turns(at now: Int64 = 0, until isSo: () -> Bool) -> Bool {
    for _ in 0..<200_000 {
      if isSo() { return true }
      turn(at: now, Self.page)
      sched_yield()
    }
    return isSo()
  }

  /// What the tests' servers answer.
  static func page(_ head: HTTPRequestHead) -> HTTPResponse {
    switch head.path {
    case "/long": HTTPResponse(.ok, mediaType: "text/plain", body: longBody)
    default: HTTPResponse(.ok, text: "path \(head.path)")
    }
  }

  /// More than the system buffers for a connection.
  static let longBody = [UInt8](repeating: UInt8(ascii: "x"), count: 16 << 20)
}
