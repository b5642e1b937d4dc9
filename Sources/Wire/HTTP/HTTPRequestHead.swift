/// The part of an HTTP/1 request before its body, every rule of its form checked.
public struct HTTPRequestHead: Sendable, Equatable {
  /// What is asked for.
  public let method: HTTPMethod
  /// The request target as sent.
  public let target: String
  /// Digit behind `HTTP/1.`; what is above 1 is spoken to as 1.
  public let minorVersion: UInt8
  /// Field lines in the order in which they came.
  public let fields: [Field]
  /// How the body is delimited.
  public let body: Body

  /// One field line.
  public struct Field: Sendable, Equatable {
    /// Name as sent; case means nothing.
    public let name: String
    /// Value without white space around it; bytes that are no UTF-8 are replaced.
    public let value: String

    /// Takes both.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// How a body is delimited (RFC 9112 section 6.3).
  public enum Body: Sendable, Equatable {
    /// There is none.
    case none
    /// So many bytes.
    case length(Int64)
    /// Chunks, the last one empty.
    case chunked
  }

  /// The path of the target as sent, escapes included; `*` for the server as a whole, empty for
  /// CONNECT.
  public var path: String {
    if method == .connect { return "" }
    var rest = target[...]
    // The absolute form, as proxies get it: the path begins behind the authority.
    if target.utf8.first != UInt8(ascii: "/"), let colon = target.firstIndex(of: ":") {
      let authority = target[colon...].dropFirst(3)
      rest = authority.firstIndex { $0 == "/" || $0 == "?" }.map { authority[$0...] } ?? "/"
    }
    let path = rest.prefix { $0 != "?" }
    return path.isEmpty ? "/" : String(path)
  }

  /// What stands behind the first `?` of the target, as sent; nil when there is none.
  public var query: String? {
    target.firstIndex(of: "?").map { String(target[$0...].dropFirst()) }
  }

  /// The value of the first field of this name, whatever its case.
  public func value(of name: String) -> String? {
    fields.first { Self.areSame($0.name, name) }?.value
  }

  /// Whether the sender will send another request on this connection (RFC 9112 section 9.3).
  public var isPersistent: Bool {
    let options = fields.filter { Self.areSame($0.name, "connection") }.flatMap { field in
      field.value.split(separator: ",").map { HTTPRequestParser.trimmed($0) }
    }
    if options.contains(where: { Self.areSame($0, "close") }) { return false }
    return minorVersion >= 1 || options.contains { Self.areSame($0, "keep-alive") }
  }

  /// Equal but for the case of ASCII letters.
  static func areSame(_ left: some StringProtocol, _ right: some StringProtocol) -> Bool {
    guard left.utf8.count == right.utf8.count else { return false }
    return zip(left.utf8, right.utf8).allSatisfy { lowered($0) == lowered($1) }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
