import Core
import Samples
import Testing
import Wire

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

@Test func `a response is status line, fields, empty line and body, to the byte`() {
  let response = HTTPResponse(
    .ok, mediaType: "text/plain; version=0.0.4", body: Array("a 1\n".utf8))
  #expect(
    text(response.rendered(date: 1_340_285_400_999_999_999))
      == "HTTP/1.1 200 OK\r\nDate: Thu, 21 Jun 2012 13:30:00 GMT\r\n"
      + "Content-Type: text/plain; version=0.0.4\r\nContent-Length: 4\r\nConnection: close\r\n\r\na 1\n"
  )
}

@Test func `a HEAD is answered with the length of the body and without it`() {
  let response = HTTPResponse(.ok, text: "ok")
  let (whole, bare) = (
    text(response.rendered(date: nil)), text(response.rendered(date: nil, withoutBody: true))
  )
  #expect(whole == bare + "ok\n" && bare.contains("\r\nContent-Length: 3\r\n"))
  #expect(!bare.contains("Date:"))
}

@Test func `a refusal says what is allowed, and every status has its phrase`() {
  let refusal = HTTPResponse(.methodNotAllowed, text: "no", allowed: [.get, .head])
  #expect(text(refusal.rendered(date: nil)).contains("\r\nAllow: GET, HEAD\r\n"))
  for status in HTTPStatus.allCases {
    let line = text(HTTPResponse(status).rendered(date: nil)).prefix { $0 != "\r\n" }
    #expect(line == "HTTP/1.1 \(status.rawValue) \(status.phrase)")
  }
}
