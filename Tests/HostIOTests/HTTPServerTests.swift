import Core
import HostIO
import Samples
import Testing
import Wire

private let request = "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n"

private func server(_ limits: ServerLimits = ServerLimits()) throws -> HTTPServer {
  try HTTPServer(try #require(LoopbackAddress("127.0.0.1:0")), limits: limits)
}

extension HTTPServer {
  /// What a client that sends this and reads on gets, until the connection ends.
  fileprivate func answer(to text: String) throws -> LoopbackClient {
    let client = try LoopbackClient(address)
    client.send(text)
    let isEnded = turns {
      client.read()
      return client.isEnded
    }
    #expect(isEnded, "no end after \(text.prefix(40).debugDescription)")
    return client
  }
}

@Test func `a request is answered and the connection ends behind the body`() throws {
  let server = try server()
  let client = try server.answer(to: request)
  #expect(client.statusLine == "HTTP/1.1 200 OK")
  #expect(client.text.contains("\r\nDate: ") && client.text.hasSuffix("\r\n\r\npath /metrics\n"))
  #expect(server.figures.answered == 1 && server.figures.accepted == 1)
}

@Test func `a request that comes byte by byte is answered like one that comes whole`() throws {
  let server = try server()
  let client = try LoopbackClient(server.address)
  for byte in request.utf8 {
    #expect(client.received.isEmpty)
    client.send([byte])
    server.turn(at: 0, HTTPServer.page)
  }
  #expect(
    server.turns {
      client.read()
      return client.isEnded
    })
  #expect(client.statusLine == "HTTP/1.1 200 OK")
}

@Test func `a HEAD has the length and no body`() throws {
  let client = try server().answer(to: "HEAD /a HTTP/1.0\r\n\r\n")
  #expect(client.text.contains("Content-Length: 8\r\n") && client.text.hasSuffix("\r\n\r\n"))
}

@Test(arguments: [
  ("POST / HTTP/1.1\r\nHost: h\r\n\r\n", 405), ("BREW / HTTP/1.1\r\n", 501),
  ("GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello", 413),
  ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/2.0\r\n", 505), ("\u{16}\u{3}\u{1}\r\n", 400),
  ("GET /" + String(repeating: "a", count: 9_000), 414),
  ("GET / HTTP/1.1\r\n" + String(repeating: "A: b\r\n", count: 70), 431),
])
func `what is malformed or too large is refused, counted, and told why`(text: String, status: Int)
  throws
{
  let server = try server()
  let client = try server.answer(to: text)
  #expect(client.statusLine.hasPrefix("HTTP/1.1 \(status) "), "\(client.text)")
  #expect(server.figures.malformed == 1 && server.figures.answered == 0)
}

@Test func `a client that says nothing, or stops in the middle, is refused at its deadline`() throws
{
  var limits = ServerLimits()
  limits.requestNanos = 50
  limits.drainNanos = 30
  let server = try server(limits)
  let silent = try LoopbackClient(server.address)
  let halting = try LoopbackClient(server.address)
  halting.send("GET / HT")
  #expect(server.turns { server.connectionCount == 2 })
  for now in 0..<50 as Range<Int64> { server.turn(at: now, HTTPServer.page) }
  #expect(server.connectionCount == 2 && server.figures.slow == 0)
  server.turn(at: 50, HTTPServer.page)
  #expect(server.figures.slow == 2)
  for client in [silent, halting] {
    #expect(
      server.turns(at: 50) {
        client.read()
        return client.isEnded
      })
    #expect(client.statusLine == "HTTP/1.1 408 Request Timeout")
  }
  // Neither closes its side: the server does not wait for that for long.
  #expect(server.connectionCount == 2)
  server.turn(at: 80, HTTPServer.page)
  #expect(server.connectionCount == 0)
}

@Test func `a client that does not read its answer is cut at its deadline`() throws {
  var limits = ServerLimits()
  limits.responseNanos = 50
  let server = try server(limits)
  let client = try LoopbackClient(server.address)
  client.send("GET /long HTTP/1.1\r\nHost: h\r\n\r\n")
  #expect(server.turns { server.figures.answered == 1 })
  for now in 0..<50 as Range<Int64> { server.turn(at: now, HTTPServer.page) }
  #expect(server.connectionCount == 1 && server.figures.unread == 0)
  server.turn(at: 50, HTTPServer.page)
  #expect(server.connectionCount == 0 && server.figures.unread == 1)
}

@Test func `a long answer comes whole to a client that reads`() throws {
  let client = try server().answer(to: "GET /long HTTP/1.1\r\nHost: h\r\n\r\n")
  #expect(client.received.count > HTTPServer.longBody.count)
  let start = client.received.count - HTTPServer.longBody.count
  let isSame = stride(from: 0, to: HTTPServer.longBody.count, by: 997).allSatisfy { index in
    client.received[start + index] == HTTPServer.longBody[index]
  }
  #expect(isSame)
}

@Test func `one client too many is turned away, and there is room again when others are gone`()
  throws
{
  var limits = ServerLimits()
  limits.connections = 3
  let server = try server(limits)
  var idle = try (0..<3).map { _ in try LoopbackClient(server.address) }
  #expect(server.turns { server.connectionCount == 3 })
  let refused = try server.answer(to: "")
  #expect(refused.statusLine.isEmpty || refused.statusLine.hasPrefix("HTTP/1.1 503 "))
  #expect(server.figures.busy == 1 && server.connectionCount == 3)
  idle.removeAll()
  #expect(server.turns { server.connectionCount == 0 })
  #expect(server.figures.left == 3)
  #expect(try server.answer(to: request).statusLine == "HTTP/1.1 200 OK")
}

@Test func `a client that goes on sending behind its request is cut after so many bytes`() throws {
  var limits = ServerLimits()
  limits.drainBytes = 100_000
  let server = try server(limits)
  let client = try LoopbackClient(server.address)
  client.send(request)
  let surplus = [UInt8](repeating: 0, count: 10_000)
  var sent = 0
  #expect(
    server.turns {
      sent += client.send(surplus)
      return server.figures.accepted == 1 && server.connectionCount == 0
    })
  #expect(sent > limits.drainBytes && server.figures.answered == 1)
}

@Test func `a turn gives every client one read, so that none holds the others up`() throws {
  let server = try server()
  let flood = try LoopbackClient(server.address)
  flood.send("GET /" + String(repeating: "a", count: 8_000))
  let polite = try LoopbackClient(server.address)
  polite.send(request)
  #expect(server.turns { server.connectionCount == 2 })
  var answered = 0
  for _ in 0..<200_000 where answered == 0 {
    server.turn(at: 0) { head in
      answered += 1
      return HTTPServer.page(head)
    }
  }
  #expect(answered == 1)
}

@Test func `port 0 is a free one, and a port in use is refused with what to do`() throws {
  let first = try server()
  #expect(first.address.port != 0)
  do throws(ServerError) {
    _ = try HTTPServer(first.address)
    Issue.record("a second server on \(first.address)")
  } catch {
    #expect(error.isInUse && error.description.hasPrefix("cannot listen on \(first.address): "))
    #expect(error.description.contains("take port 0"))
  }
}

@Test(
  arguments: [
    ("127.0.0.1:9464", "127.0.0.1:9464"), ("localhost:0", "127.0.0.1:0"),
    ("127.1.2.3:65535", "127.1.2.3:65535"),
    ("0.0.0.0:80", nil), ("10.0.0.1:80", nil), ("127.0.0.1", nil), ("127.0.0.1:", nil),
    (":80", nil),
    ("127.0.0.1:65536", nil), ("127.0.0.256:80", nil), ("127.0.1:80", nil), ("127.0.0.1:+1", nil),
    ("127.0.0.1:-1", nil), ("[::1]:80", nil), ("", nil), ("127.0.0.1.:80", nil),
    ("127..0.1:80", nil),
  ] as [(String, String?)])
func `only addresses that this machine alone can reach are listened on`(
  text: String, expected: String?
) {
  #expect(LoopbackAddress(text)?.description == expected)
}

@Test func `serving until a moment that is past takes one turn`() throws {
  let server = try server()
  let client = try LoopbackClient(server.address)
  client.send(request)
  var answered = false
  for _ in 0..<200_000 where !answered {
    #expect(
      server.serve(untilMonotonicNanos: 0) {
        answered = true
        return HTTPServer.page($0)
      })
  }
  #expect(answered)
  let due = HostClock.monotonicNanos + 3_000_000
  #expect(server.serve(untilMonotonicNanos: due, HTTPServer.page))
  #expect(HostClock.monotonicNanos >= due)
}

@Test
func `INV-SERVE-1: no clients, whatever they do, take more than the limits or lock others out`()
  throws
{
  var limits = ServerLimits()
  limits.connections = 4
  (limits.requestNanos, limits.responseNanos, limits.drainNanos) = (20, 20, 10)
  let server = try server(limits)
  var random = RandomStream(masterSeed: TestRun.seed, name: "clients")
  var clients: [LoopbackClient] = []
  let pieces = [
    request, "GET ", "/ HTTP/1.1\r\n", "\r\n", "Host: h\r\n", "\n", "\u{0}", "A: b\r\n",
  ]
  for now in 0..<2_000 * Int64(TestRun.scale) {
    switch random.bounded(5) {
    case 0 where clients.count < 12: clients.append(try LoopbackClient(server.address))
    case 1 where !clients.isEmpty:
      clients.remove(at: Int(random.bounded(UInt64(clients.count))))
    case 2 where !clients.isEmpty: clients[Int(random.bounded(UInt64(clients.count)))].read()
    case 3 where !clients.isEmpty: clients[Int(random.bounded(UInt64(clients.count)))].endSending()
    default:
      if let client = clients.randomElement(&random) {
        client.send(pieces[Int(random.bounded(UInt64(pieces.count)))])
      }
    }
    server.turn(at: now, HTTPServer.page)
    #expect(server.connectionCount <= limits.connections, "SEED=\(TestRun.seed)")
  }
  clients.removeAll()
  #expect(server.turns(at: .max) { server.connectionCount == 0 }, "SEED=\(TestRun.seed)")
  #expect(try server.answer(to: request).statusLine == "HTTP/1.1 200 OK")
  let figures = server.figures
  #expect(
    figures.accepted <= figures.answered + figures.busy + figures.slow + figures.malformed
      + figures.left, "SEED=\(TestRun.seed): \(figures)")
}

extension [LoopbackClient] {
  /// One of them, by our own stream.
  fileprivate func randomElement(_ random: inout RandomStream) -> LoopbackClient? {
    isEmpty ? nil : self[Int(random.bounded(UInt64(count)))]
  }
}
