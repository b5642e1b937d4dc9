/// The first line of a request, and what it makes of the fields behind it.
struct HTTPRequestLine: Sendable {
  private let method: HTTPMethod
  private let target: String
  private let minorVersion: UInt8

  init(_ line: Span<UInt8>) throws(HTTPError.Reason) {
    var words: [[UInt8]] = [[]]
    for index in line.indices {
      if line[index] == UInt8(ascii: " ") {
        guard words.count < 3 else { throw .malformedRequestLine }
        words.append([])
      } else {
        words[words.count - 1].append(line[index])
      }
    }
    guard words.count == 3, words.allSatisfy({ !$0.isEmpty }) else { throw .malformedRequestLine }
    guard words[0].allSatisfy(HTTPRequestParser.isTokenByte) else { throw .malformedRequestLine }
    minorVersion = try Self.minorVersion(words[2])
    let name = String(decoding: words[0], as: UTF8.self)
    guard let method = HTTPMethod(rawValue: name) else { throw .unknownMethod }
    guard words[1].allSatisfy(Self.isTargetByte), Self.hasWholeEscapes(words[1]) else {
      throw .malformedTarget
    }
    target = String(decoding: words[1], as: UTF8.self)
    self.method = method
    guard Self.hasForm(target, of: method) else { throw .malformedTarget }
  }

  /// The head, once all of its fields are known.
  func head(_ fields: [HTTPRequestHead.Field]) throws(HTTPError.Reason) -> HTTPRequestHead {
    let hosts = Self.values("host", fields)
    if hosts.isEmpty, minorVersion >= 1 { throw .missingHost }
    guard hosts.count <= 1, hosts.allSatisfy({ $0.utf8.allSatisfy(Self.isHostByte) }) else {
      throw .invalidHost
    }
    return HTTPRequestHead(
      method: method, target: target, minorVersion: minorVersion, fields: fields,
      body: try body(fields))
  }

  private func body(
    _ fields: [HTTPRequestHead.Field]
  ) throws(HTTPError.Reason) -> HTTPRequestHead.Body {
    let lengths = Self.values("content-length", fields)
    let codings = Self.values("transfer-encoding", fields)
    if lengths.count > 1 { throw .repeatedContentLength }
    guard codings.isEmpty else {
      if !lengths.isEmpty { throw .conflictingLengths }
      if minorVersion == 0 { throw .transferEncodingInOldVersion }
      guard codings.count == 1, HTTPRequestHead.areSame(codings[0], "chunked") else {
        throw .unknownTransferEncoding
      }
      return .chunked
    }
    guard let text = lengths.first else { return .none }
    // Digits only: Int64 would also take a sign.
    let isDigits = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isDigits, let length = Int64(text) else { throw .malformedContentLength }
    return length == 0 ? .none : .length(length)
  }

  private static func values(_ name: String, _ fields: [HTTPRequestHead.Field]) -> [String] {
    fields.filter { HTTPRequestHead.areSame($0.name, name) }.map(\.value)
  }

  private static func minorVersion(_ word: [UInt8]) throws(HTTPError.Reason) -> UInt8 {
    let digits = word.dropFirst(5)
    guard word.starts(with: "HTTP/".utf8), digits.count == 3, let major = digits.first,
      let minor = digits.last, digits.dropFirst().first == UInt8(ascii: "."),
      [major, minor].allSatisfy({ (0x30...0x39).contains($0) })
    else { throw .malformedVersion }
    guard major == UInt8(ascii: "1") else { throw .unsupportedVersion }
    return minor - 0x30
  }

  /// Which of the four forms a method may have (RFC 9112 section 3.2).
  private static func hasForm(_ target: String, of method: HTTPMethod) -> Bool {
    switch method {
    case .connect:
      return !target.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
    case .options where target == "*": return true
    case .get, .head, .post, .put, .delete, .options, .trace, .patch:
      if target.utf8.first == UInt8(ascii: "/") { return true }
      let scheme = target.prefix { $0 != ":" }
      let authority = target.dropFirst(scheme.count + 3)
      return ["http", "https"].contains { HTTPRequestHead.areSame(scheme, $0) }
        && target.dropFirst(scheme.count).hasPrefix("://")
        && authority.utf8.first.map { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") } == true
    }
  }

  /// What a URI may hold but a fragment (RFC 3986 appendix A).
  private static func isTargetByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~:/?[]@!$&'()*+,;=%".utf8.contains(byte)  // open set: bytes
    }
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    isTargetByte(byte) && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "?")
      && byte != UInt8(ascii: "@")
  }

  /// Whether two hexadecimal digits stand behind each percent sign.
  private static func hasWholeEscapes(_ word: [UInt8]) -> Bool {
    word.indices.allSatisfy { index in
      guard word[index] == UInt8(ascii: "%") else { return true }
      return index + 2 < word.count && isHexadecimal(word[index + 1])
        && isHexadecimal(word[index + 2])
    }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false  // open set: bytes
    }
  }
}
