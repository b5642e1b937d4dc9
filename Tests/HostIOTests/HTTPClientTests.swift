import HostIO
import Synchronization
import Testing

/// What a client came back with, for the test's own thread.
private final class Answer: Sendable {
  let value = Mutex<Result<[UInt8], FetchError>?>(nil)

  var isHere: Bool { value.withLock { $0 != nil } }

  /// Asks on a thread of its own, while the test's thread gives the server its turns.
  static func of(_ path: String, _ server: HTTPServer) throws -> Result<[UInt8], FetchError>? {
    let answer = Answer()
    let thread = try HostThread(server.address) { address in
      let result: Result<[UInt8], FetchError>?
      do { result = .success(try HTTPClient.get(path, from: address)) } catch {
        result = (error as? FetchError).map { .failure($0) }
      }
      answer.value.withLock { $0 = result }
    }
    _ = server.turns { answer.isHere }
    thread.join()
    return answer.value.withLock { $0 }
  }
}

private func server() throws -> HTTPServer {
  try HTTPServer(try #require(LoopbackAddress("127.0.0.1:0")))
}

@Test func `a client gets the page that the server gave`() throws {
  #expect(try Answer.of("/metrics", server()) == .success(Array("path /metrics\n".utf8)))
}

@Test func `a page that is too long is given up`() throws {
  guard case .failure(let error) = try Answer.of("/long", server()) else {
    Issue.record("16 MiB were taken")
    return
  }
  #expect(error.description.hasSuffix("a page of more than 8 MiB"))
}

@Test func `what nobody answers is given up in time, what nobody listens to at once`() throws {
  let address = try {
    let server = try server()
    // It listens, and has no turn.
    let late = #expect(throws: FetchError.self) {
      try HTTPClient.get("/", from: server.address, withinNanos: 3_000_000)
    }
    #expect(late?.reason == .late)
    return server.address
  }()
  let refused = #expect(throws: FetchError.self) { try HTTPClient.get("/", from: address) }
  #expect(refused?.description.contains("nothing listens there") == true)
}
