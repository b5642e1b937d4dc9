import Core
import Samples
import Testing
import Wire

private func parse(
  _ text: String, limits: HTTPLimits = .standard
) throws(HTTPError) -> HTTPRequestHead? {
  var parser = HTTPRequestParser(limits: limits)
  _ = try parser.consume(Array(text.utf8).span)
  return parser.head
}

/// The reason why a text is refused; nil when it is not.
private func refusal(_ text: String, limits: HTTPLimits = .standard) -> HTTPError.Reason? {
  do throws(HTTPError) {
    _ = try parse(text, limits: limits)
    return nil
  } catch {
    return error.reason
  }
}

private let host = "Host: h\r\n"

@Test func `a head is method, target, version and fields, values without white space around`()
  throws
{
  let head = try #require(
    try parse(
      "GET /metrics?a=1?b HTTP/1.1\r\nHost: 127.0.0.1:9464\r\naccept:\t text/plain, */* \r\nX:\r\n\r\n"
    ))
  #expect(head.method == .get && head.target == "/metrics?a=1?b" && head.minorVersion == 1)
  #expect(head.path == "/metrics" && head.query == "a=1?b" && head.body == .none)
  #expect(
    head.fields == [
      .init("Host", "127.0.0.1:9464"), .init("accept", "text/plain, */*"), .init("X", ""),
    ])
  #expect(head.value(of: "ACCEPT") == "text/plain, */*" && head.value(of: "none") == nil)
}

@Test func `INV-HTTP-2: any pieces give the same head, and bytes behind it are left alone`() throws
{
  let text = Array("\r\nPOST /x HTTP/1.1\r\n\(host)Content-Length: 3\r\n\r\nabcGET".utf8)
  for cut in 0...text.count {
    for second in cut...text.count {
      var parser = HTTPRequestParser()
      var used = 0
      for piece in [0..<cut, cut..<second, second..<text.count] {
        used += try parser.consume(text.span.extracting(piece))
      }
      #expect(used == text.count - 6 && parser.consumedCount == used)
      #expect(parser.head?.method == .post && parser.head?.body == .length(3))
    }
  }
}

@Test func `a head is there exactly when its empty line is`() throws {
  let text = Array("GET / HTTP/1.1\r\n\(host)\r\n".utf8)
  var parser = HTTPRequestParser()
  for index in text.indices {
    #expect(parser.head == nil)
    #expect(try parser.consume(text.span.extracting(index..<index + 1)) == 1)
  }
  #expect(parser.head != nil)
  #expect(try parser.consume(text.span) == 0)
}

@Test(
  arguments: [
    ("GET / HTTP/1.1\n", .bareLineFeed), ("GET / HTTP/1.1\r\nHost: h\n", .bareLineFeed),
    ("GET / HTTP/1.1\rHost", .bareCarriageReturn), ("\n", .bareLineFeed),
    ("\r\r", .bareCarriageReturn),
    ("GET / HTTP/1.1\r\nA: b\rc\r\n", .bareCarriageReturn),
    (" GET / HTTP/1.1\r\n", .malformedRequestLine), ("GET  / HTTP/1.1\r\n", .malformedRequestLine),
    ("GET /\r\n", .malformedRequestLine), ("GET / a HTTP/1.1\r\n", .malformedRequestLine),
    ("GET / HTTP/1.1 \r\n", .malformedRequestLine), ("G(T / HTTP/1.1\r\n", .malformedRequestLine),
    ("\u{16}\u{3}\u{1} \u{2} c\r\n", .malformedRequestLine),
    ("GET\t/\tHTTP/1.1\r\n", .malformedRequestLine),
    ("BREW / HTTP/1.1\r\n", .unknownMethod), ("get / HTTP/1.1\r\n", .unknownMethod),
    ("GET / http/1.1\r\n", .malformedVersion), ("GET / HTTP/1\r\n", .malformedVersion),
    ("GET / HTTP/1.10\r\n", .malformedVersion), ("GET / HTTP/a.1\r\n", .malformedVersion),
    ("GET / HTTP/2.0\r\n", .unsupportedVersion), ("PRI * HTTP/2.0\r\n", .unsupportedVersion),
    ("GET / HTTP/0.9\r\n", .unsupportedVersion),
    ("GET x HTTP/1.1\r\n", .malformedTarget), ("GET * HTTP/1.1\r\n", .malformedTarget),
    ("GET /a#b HTTP/1.1\r\n", .malformedTarget), ("GET /<b> HTTP/1.1\r\n", .malformedTarget),
    ("GET /%4 HTTP/1.1\r\n", .malformedTarget), ("GET /%zz HTTP/1.1\r\n", .malformedTarget),
    ("GET /é HTTP/1.1\r\n", .malformedTarget), ("GET http:///x HTTP/1.1\r\n", .malformedTarget),
    ("GET ftp://h/x HTTP/1.1\r\n", .malformedTarget),
    ("CONNECT h/x HTTP/1.1\r\n", .malformedTarget),
    ("GET / HTTP/1.1\r\nA: b\r\n c\r\n", .foldedField),
    ("GET / HTTP/1.1\r\n\tA: b\r\n", .foldedField),
    ("GET / HTTP/1.1\r\nA : b\r\n", .malformedFieldName),
    ("GET / HTTP/1.1\r\n: b\r\n", .malformedFieldName),
    ("GET / HTTP/1.1\r\nAb\r\n", .malformedFieldName),
    ("GET / HTTP/1.1\r\nA\u{0}: b\r\n", .malformedFieldName),
    ("GET / HTTP/1.1\r\nA: \u{0}\r\n", .malformedFieldValue),
    ("GET / HTTP/1.1\r\nA: \u{7F}\r\n", .malformedFieldValue),
    ("GET / HTTP/1.1\r\n\r\n", .missingHost),
    ("GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", .invalidHost),
    ("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", .invalidHost),
    ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .invalidHost),
  ] as [(String, HTTPError.Reason)])
func `INV-HTTP-1: what others might read differently is refused`(
  text: String, reason: HTTPError.Reason
) {
  #expect(refusal(text) == reason)
}

@Test(
  arguments: [
    ("Content-Length: 5", .length(5), nil), ("Content-Length: 0", HTTPRequestHead.Body.none, nil),
    ("content-length: 9223372036854775807", .length(.max), nil),
    ("Content-Length: 9223372036854775808", nil, .malformedContentLength),
    ("Content-Length: +5", nil, .malformedContentLength),
    ("Content-Length: -1", nil, .malformedContentLength),
    ("Content-Length: 5, 5", nil, .malformedContentLength),
    ("Content-Length:", nil, .malformedContentLength),
    ("Content-Length: 0x5", nil, .malformedContentLength),
    ("Content-Length: 5\r\nContent-Length: 5", nil, .repeatedContentLength),
    ("Content-Length: 5\r\nCONTENT-LENGTH: 6", nil, .repeatedContentLength),
    ("Transfer-Encoding: chunked", .chunked, nil), ("Transfer-Encoding: Chunked", .chunked, nil),
    ("Transfer-Encoding: gzip, chunked", nil, .unknownTransferEncoding),
    ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", nil, .unknownTransferEncoding),
    ("Transfer-Encoding: xchunked", nil, .unknownTransferEncoding),
    ("Transfer-Encoding: chunked\r\nContent-Length: 5", nil, .conflictingLengths),
  ] as [(String, HTTPRequestHead.Body?, HTTPError.Reason?)])
func `a body is delimited in one way or not at all`(
  fields: String, body: HTTPRequestHead.Body?, reason: HTTPError.Reason?
) throws {
  let text = "POST / HTTP/1.1\r\n\(host)\(fields)\r\n\r\n"
  #expect(refusal(text) == reason)
  if let body { #expect(try parse(text)?.body == body) }
}

@Test func `HTTP/1.0 needs no Host and takes no transfer coding`() throws {
  #expect(try parse("GET / HTTP/1.0\r\n\r\n")?.minorVersion == 0)
  #expect(
    refusal("GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n")
      == .transferEncodingInOldVersion)
  #expect(try parse("GET / HTTP/1.7\r\n\(host)\r\n")?.minorVersion == 7)
}

@Test(
  arguments: [
    ("GET /a/b?c", "/a/b", "c"), ("GET /", "/", nil), ("GET http://h:80/a?b", "/a", "b"),
    ("GET HTTP://h", "/", nil), ("GET http://h?b", "/", "b"), ("OPTIONS *", "*", nil),
    ("CONNECT h:443", "", nil), ("GET /http://x", "/http://x", nil), ("GET /a%20b", "/a%20b", nil),
    ("GET //a", "//a", nil), ("GET /?", "/", ""),
  ] as [(String, String, String?)])
func `a target is split into path and query`(request: String, path: String, query: String?) throws {
  let head = try #require(try parse("\(request) HTTP/1.1\r\n\(host)\r\n"))
  #expect(head.path == path && head.query == query)
}

@Test(arguments: [
  ("1.1", "", true), ("1.0", "", false), ("1.1", "Connection: close\r\n", false),
  ("1.1", "Connection: Upgrade, CLOSE\r\n", false), ("1.0", "Connection: keep-alive\r\n", true),
  ("1.1", "Connection: a\r\nconnection:\tclose\r\n", false),
  ("1.1", "Connection: closed\r\n", true),
])
func `a sender says whether it will ask again`(version: String, fields: String, expected: Bool)
  throws
{
  let head = try #require(try parse("GET / HTTP/\(version)\r\n\(host)\(fields)\r\n"))
  #expect(head.isPersistent == expected)
}

@Test func `each limit is exact: at it a head is taken, one byte past it refused with its status`()
{
  let limits = HTTPLimits(headBytes: 64, lineBytes: 20, fields: 2)
  func refusal(_ text: String) -> HTTPError.Reason? { WireTests.refusal(text, limits: limits) }
  let line = "GET /45678 HTTP/1.1"
  #expect(refusal(line + "x\r\n\(host)\r\n") == .malformedVersion)
  #expect(refusal("GET /456789 HTTP/1.1\r\n\(host)\r\n") == nil)
  #expect(refusal("GET /4567890 HTTP/1.1\r\n") == .requestLineTooLong(limit: 20))
  #expect(refusal("\(line)\r\nA: 45678901234567890\r\n\(host)\r\n") == nil)
  #expect(refusal("\(line)\r\nA: 456789012345678901") == .fieldLineTooLong(limit: 20))
  #expect(refusal("\(line)\r\nA:\r\n\(host)\r\n") == nil)
  #expect(refusal("\(line)\r\nA:\r\n\(host)B:\r\n") == .tooManyFields(limit: 2))
  // 19 + 2, 20 + 2, 17 + 2, 2 bytes are 64.
  let whole = "\(line)\r\nA: 45678901234567890\r\nHost: 89012345678\r\n\r\n"
  #expect(whole.utf8.count == 64 && refusal(whole) == nil)
  #expect(refusal("\r\n" + whole) == .headTooLarge(limit: 64))
}

@Test func `every reason has a status of its kind and words of its own`() {
  let reasons: [(HTTPError.Reason, HTTPStatus)] = [
    (.headTooLarge(limit: 1), .requestHeaderFieldsTooLarge),
    (.requestLineTooLong(limit: 1), .uriTooLong),
    (.unknownMethod, .notImplemented), (.unsupportedVersion, .httpVersionNotSupported),
    (.bareLineFeed, .badRequest), (.conflictingLengths, .badRequest),
  ]
  for (reason, status) in reasons {
    let error = HTTPError(offset: 3, reason: reason)
    #expect(error.status == status)
    #expect(error.description == "byte 3: \(reason.message)")
  }
  #expect(Set(reasons.map(\.0.message)).count == reasons.count)
}

@Test func `INV-HTTP-2: no bytes trap, whatever is damaged, and an error stays`() {
  var random = RandomStream(masterSeed: TestRun.seed, name: "http")
  let sound = Array(
    "POST /a?b=%41 HTTP/1.1\r\nHost: h:1\r\nContent-Length: 12\r\nConnection: close\r\n\r\n".utf8)
  let odd = Array("\r\n\0 \t:%,ÿ".utf8)
  var (heads, errors) = (0, 0)
  for _ in 0..<1_500 * TestRun.scale {
    var text = sound
    for _ in 0...random.bounded(3) {
      let place = Int(random.bounded(UInt64(text.count)))
      switch random.bounded(3) {
      case 0: text[place] = odd[Int(random.bounded(UInt64(odd.count)))]
      case 1: text.remove(at: place)
      default: text.insert(odd[Int(random.bounded(UInt64(odd.count)))], at: place)
      }
    }
    let (whole, bytewise) = (outcome(text, piece: text.count), outcome(text, piece: 1))
    #expect(whole == bytewise, "SEED=\(TestRun.seed): \(text)")
    switch whole {
    case .success(let head): heads += head == nil ? 0 : 1
    case .failure: errors += 1
    }
  }
  #expect(heads > 50 && errors > 50)
}

/// What reading in pieces of a size comes to; an error must repeat itself.
private func outcome(_ text: [UInt8], piece: Int) -> Result<HTTPRequestHead?, HTTPError> {
  var parser = HTTPRequestParser()
  do throws(HTTPError) {
    for start in stride(from: 0, to: text.count, by: piece) {
      _ = try parser.consume(text.span.extracting(start..<min(start + piece, text.count)))
    }
    return .success(parser.head)
  } catch {
    #expect(throws: error) { try parser.consume(text.span) }
    return .failure(error)
  }
}
