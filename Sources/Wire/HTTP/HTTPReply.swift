/// A whole answer as a client read it to the connection's end.
///
/// For clients that ask in HTTP/1.0 and read until the server closes: there are no chunks then.
public struct HTTPReply: Sendable, Equatable {
  /// The three digits of the status line.
  public let status: Int
  /// Everything behind the head.
  public let body: [UInt8]

  /// Why bytes are no answer.
  public enum Failure: Error, Sendable, Equatable {
    /// No `HTTP/1.x NNN` at the beginning.
    case noHTTP
    /// The connection ended within the head, or before as many bytes as announced.
    case cut
    /// In chunks, although asked in HTTP/1.0.
    case chunked
  }

  /// Reads status, fields and body.
  public init(parsing bytes: [UInt8]) throws(Failure) {
    let head = bytes.starts(with: Array("HTTP/1.".utf8))
    guard head else { throw bytes.isEmpty ? .cut : .noHTTP }
    guard let end = Self.headEnd(bytes) else { throw .cut }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count >= 2, words[1].utf8.count == 3, let status = Self.number(words[1]) else {
      throw .noHTTP
    }
    var body = bytes[end...]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      switch line[..<colon].lowercased() {
      case "transfer-encoding": throw .chunked
      case "content-length":
        guard let length = Self.number(value), length <= body.count else { throw .cut }
        body = body.prefix(length)
      default: continue  // open set: fields that do not concern the body's length
      }
    }
    self.status = status
    self.body = Array(body)
  }

  /// Digits only, without a sign.
  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  /// Where the body begins.
  private static func headEnd(_ bytes: [UInt8]) -> Int? {
    let mark = Array("\r\n\r\n".utf8)
    guard bytes.count >= mark.count else { return nil }
    return (0...(bytes.count - mark.count)).first { bytes[$0...].starts(with: mark) }
      .map { $0 + mark.count }
  }
}

extension HTTPReply.Failure: CustomStringConvertible {
  /// What is wrong, in words.
  public var description: String {
    switch self {
    case .noHTTP: "what answers there does not speak HTTP"
    case .cut: "the answer was cut short"
    case .chunked: "the answer comes in chunks"
    }
  }
}
