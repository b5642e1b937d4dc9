public import Core

/// An answer whose body is known whole; rendered for a connection that closes behind it.
public struct HTTPResponse: Sendable, Equatable {
  /// What became of the request.
  public let status: HTTPStatus
  /// Media type of the body.
  public let mediaType: String
  /// Methods that the target knows, for an answer of 405.
  public let allowed: [HTTPMethod]
  /// The body.
  public let body: [UInt8]

  /// Takes every part.
  public init(
    _ status: HTTPStatus, mediaType: StaticString, body: [UInt8], allowed: [HTTPMethod] = []
  ) {
    self.status = status
    self.mediaType = mediaType.description
    self.allowed = allowed
    self.body = body
  }

  /// A line of plain text.
  public init(_ status: HTTPStatus, text: String, allowed: [HTTPMethod] = []) {
    self.init(
      status, mediaType: "text/plain; charset=utf-8", body: Array((text + "\n").utf8),
      allowed: allowed)
  }

  /// The status's own phrase as text.
  public init(_ status: HTTPStatus) { self.init(status, text: status.phrase.description) }

  /// Status line, fields and body; a HEAD is answered without the body and with its length.
  ///
  /// - Parameters:
  ///   - date: Wall-clock time; a server without one leaves it out (RFC 9110, 6.6.1).
  ///   - withoutBody: Whether the body stays out, as the answer to HEAD has it.
  public func rendered(date: Timestamp?, withoutBody: Bool = false) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(text: "HTTP/1.1 ")
    bytes.append(integer: UInt64(status.rawValue))
    bytes.append(UInt8(ascii: " "))
    bytes.append(text: status.phrase)
    if let date {
      bytes.append(text: "\r\nDate: ")
      bytes.append(httpDate: date)
    }
    bytes.append(text: "\r\nContent-Type: ")
    bytes.append(text: mediaType)
    bytes.append(text: "\r\nContent-Length: ")
    bytes.append(integer: UInt64(body.count))
    if !allowed.isEmpty {
      bytes.append(text: "\r\nAllow: ")
      bytes.append(text: allowed.map(\.rawValue).joined(separator: ", "))
    }
    bytes.append(text: "\r\nConnection: close\r\n\r\n")
    if !withoutBody { bytes.append(contentsOf: body) }
    return bytes
  }
}
