/// The outcomes that our servers answer with.
public enum HTTPStatus: UInt16, CaseIterable, Sendable {
  /// Here it is.
  case ok = 200
  /// The request is not one.
  case badRequest = 400
  /// Nothing lies at that path.
  case notFound = 404
  /// The path is there, but not for this method.
  case methodNotAllowed = 405
  /// The request did not come to its end in time.
  case requestTimeout = 408
  /// The body is longer than we read.
  case contentTooLarge = 413
  /// The path is longer than we read.
  case uriTooLong = 414
  /// The head is longer than we read.
  case requestHeaderFieldsTooLarge = 431
  /// A method that we do not know.
  case notImplemented = 501
  /// As many clients as we serve are here already.
  case serviceUnavailable = 503
  /// Another version of the protocol.
  case httpVersionNotSupported = 505

  /// The phrase of the status line (RFC 9110 section 15, RFC 6585).
  public var phrase: StaticString {
    switch self {
    case .ok: "OK"
    case .badRequest: "Bad Request"
    case .notFound: "Not Found"
    case .methodNotAllowed: "Method Not Allowed"
    case .requestTimeout: "Request Timeout"
    case .contentTooLarge: "Content Too Large"
    case .uriTooLong: "URI Too Long"
    case .requestHeaderFieldsTooLarge: "Request Header Fields Too Large"
    case .notImplemented: "Not Implemented"
    case .serviceUnavailable: "Service Unavailable"
    case .httpVersionNotSupported: "HTTP Version Not Supported"
    }
  }
}
