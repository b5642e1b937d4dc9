import Testing
import Wire

private func reply(_ text: String) throws(HTTPReply.Failure) -> HTTPReply {
  try HTTPReply(parsing: Array(text.utf8))
}

@Test func `what a server renders, a client reads`() throws {
  let response = HTTPResponse(.notFound, text: "no such page")
  let read = try HTTPReply(parsing: response.rendered(date: nil))
  #expect(read.status == 404 && read.body == response.body)
}

@Test func `an answer cut at any byte is refused`() throws {
  let whole = HTTPResponse(.ok, text: "page").rendered(date: nil)
  for end in whole.indices {
    #expect(throws: HTTPReply.Failure.self) { try HTTPReply(parsing: Array(whole[..<end])) }
  }
}

@Test func `without a length the body goes to the connection's end`() throws {
  #expect(try reply("HTTP/1.0 200 OK\r\n\r\nx 1\n").body == Array("x 1\n".utf8))
}

@Test(
  arguments: [
    ("SSH-2.0-OpenSSH\r\n", .noHTTP), ("HTTP/1.1 xyz\r\n\r\n", .noHTTP), ("", .cut),
    ("HTTP/1.1 -01 OK\r\n\r\n", .noHTTP),
    ("HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\nx", .cut),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", .chunked),
    ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", .cut),
  ] as [(String, HTTPReply.Failure)])
func `what is no answer is refused`(text: String, failure: HTTPReply.Failure) {
  #expect(throws: failure) { try reply(text) }
}
