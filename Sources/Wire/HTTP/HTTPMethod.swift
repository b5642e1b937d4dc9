/// The methods of RFC 9110, and PATCH; names are case-sensitive.
public enum HTTPMethod: String, CaseIterable, Sendable {
  /// Reads a resource.
  case get = "GET"
  /// Reads what is said about a resource, without the resource.
  case head = "HEAD"
  /// Hands something in.
  case post = "POST"
  /// Puts a resource in the place of another.
  case put = "PUT"
  /// Takes a resource away.
  case delete = "DELETE"
  /// Opens a tunnel.
  case connect = "CONNECT"
  /// Asks what may be asked.
  case options = "OPTIONS"
  /// Asks for the request back.
  case trace = "TRACE"
  /// Changes a part of a resource (RFC 5789).
  case patch = "PATCH"
}
