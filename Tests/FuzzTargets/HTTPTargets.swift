import Core
import Wire

extension FuzzTarget {
  /// What a server reads of a client.
  static let httpRequest = FuzzTarget(
    "http-request",
    "any pieces give the same head or the same refusal, which repeats itself, within the limits",
    longestInput: 1024, isText: true,
    seeds: {
      [
        FuzzSeed("get.txt", "GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n"),
        FuzzSeed("old.txt", "\r\nHEAD /a?b=%41 HTTP/1.0\r\n\r\nGET"),
        FuzzSeed(
          "post.txt",
          "POST /x HTTP/1.1\r\nHost: h:1\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc"),
        FuzzSeed(
          "chunked.txt", "PUT * HTTP/1.1\r\nHost: [::1]\r\nTransfer-Encoding: chunked\r\n\r\n0"),
      ]
    },
    check: { text in
      let whole = outcome(text, piece: max(1, text.count))
      for piece in [1, 2 + text.count % 7] {
        try demandEqual(outcome(text, piece: piece), whole, "in pieces of \(piece)")
      }
      try demand(whole.isStable, "a refusal that changes its mind")
      guard case .success(let head?) = whole.head else { return }
      let limits = HTTPLimits.standard
      try demand(whole.consumed <= limits.headBytes, "a head beyond the limit")
      try demand(head.fields.count <= limits.fields, "fields beyond the limit")
      try demand(head.target.hasPrefix(head.path) || head.target.contains("://"), "\(head.target)")
      _ = (head.query, head.isPersistent, head.value(of: "host"))
    })

  /// What a client reads of a server.
  static let httpReply = FuzzTarget(
    "http-reply", "what is read, written again, is read as the same",
    longestInput: 1024, isText: true,
    seeds: {
      [
        FuzzSeed("page.txt", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nx 1\n"),
        FuzzSeed("open.txt", "HTTP/1.0 404 Not Found\r\nServer: x\r\n\r\nno such page\n"),
        FuzzSeed("chunked.txt", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
      ]
    },
    check: { text in
      guard let reply = try? HTTPReply(parsing: text) else { return }
      try demand((0...999).contains(reply.status), "status \(reply.status)")
      let digits = "\(1_000 + reply.status)".dropFirst()
      let head = "HTTP/1.1 \(digits) x\r\nContent-Length: \(reply.body.count)\r\n\r\n"
      let again = try? HTTPReply(parsing: Array(head.utf8) + reply.body)
      try demandEqual(again, reply, "written again")
    })

  private struct Outcome: Equatable {
    var head: Result<HTTPRequestHead?, HTTPError>
    var consumed: Int
    var isStable = true
  }

  private static func outcome(_ text: [UInt8], piece: Int) -> Outcome {
    var parser = HTTPRequestParser()
    do throws(HTTPError) {
      for start in stride(from: 0, to: text.count, by: piece) {
        _ = try parser.consume(text.span.extracting(start..<min(start + piece, text.count)))
      }
      return Outcome(head: .success(parser.head), consumed: parser.consumedCount)
    } catch {
      let first = error
      var isStable = false
      do throws(HTTPError) { _ = try parser.consume(text.span) } catch { isStable = error == first }
      return Outcome(head: .failure(first), consumed: parser.consumedCount, isStable: isStable)
    }
  }
}
