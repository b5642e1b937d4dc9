/// Reads the head of one HTTP/1 request from pieces of any size, strictly (RFC 9112).
///
/// ```swift
/// var parser = HTTPRequestParser()
/// let used = try parser.consume(bytes.span)   // any number of times
/// if let head = parser.head { … }             // bytes behind `used` are the body's
/// ```
/// Strict where leniency is how requests are smuggled past one reader to the next: lines end in
/// CRLF, no folding, no space before a colon, one Content-Length. Holds one line and the fields
/// before it; a head past a limit is refused at the byte that passes it.
///
/// - Complexity: O(1) a byte, whatever the pieces.
public struct HTTPRequestParser: Sendable {
  /// The head, once its empty line was read.
  public private(set) var head: HTTPRequestHead?
  /// Bytes of the head read so far.
  public private(set) var consumedCount = 0

  private let limits: HTTPLimits
  private var line: [UInt8] = []
  private var requestLine: HTTPRequestLine?
  private var fields: [HTTPRequestHead.Field] = []
  private var failure: HTTPError?

  /// Waits for the first byte.
  public init(limits: HTTPLimits = .standard) { self.limits = limits }

  /// Reads on and returns how many bytes were the head's: all, or those up to its end.
  ///
  /// After an error every further call throws the same one.
  public mutating func consume(_ bytes: Span<UInt8>) throws(HTTPError) -> Int {
    if let failure { throw failure }
    var used = 0
    while used < bytes.count, head == nil {
      do throws(HTTPError.Reason) {
        try take(bytes[used])
      } catch {
        let error = HTTPError(offset: consumedCount, reason: error)
        failure = error
        throw error
      }
      used += 1
      consumedCount += 1
    }
    return used
  }

  private mutating func take(_ byte: UInt8) throws(HTTPError.Reason) {
    guard consumedCount < limits.headBytes else { throw .headTooLarge(limit: limits.headBytes) }
    let followsReturn = line.last == UInt8(ascii: "\r")
    guard byte == UInt8(ascii: "\n") else {
      if followsReturn { throw .bareCarriageReturn }
      // One more than the limit may be the carriage return.
      guard line.count < limits.lineBytes || byte == UInt8(ascii: "\r") else {
        throw requestLine == nil
          ? .requestLineTooLong(limit: limits.lineBytes)
          : .fieldLineTooLong(limit: limits.lineBytes)
      }
      line.append(byte)
      return
    }
    guard followsReturn else { throw .bareLineFeed }
    line.removeLast()
    defer { line.removeAll(keepingCapacity: true) }
    try endLine()
  }

  private mutating func endLine() throws(HTTPError.Reason) {
    guard let requestLine else {
      // An empty line before a request is a leftover of an old client's last one (2.2).
      if !line.isEmpty { self.requestLine = try HTTPRequestLine(line.span) }
      return
    }
    if line.isEmpty {
      head = try requestLine.head(fields)
      return
    }
    guard fields.count < limits.fields else { throw .tooManyFields(limit: limits.fields) }
    fields.append(try Self.field(line))
  }

  private static func field(
    _ line: [UInt8]
  ) throws(HTTPError.Reason) -> HTTPRequestHead.Field {
    if let first = line.first, isBlank(first) { throw .foldedField }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
      line[..<colon].allSatisfy(isTokenByte)
    else { throw .malformedFieldName }
    let value = line[(colon + 1)...]
    guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
      throw .malformedFieldValue
    }
    return HTTPRequestHead.Field(
      String(decoding: line[..<colon], as: UTF8.self),
      trimmed(Substring(String(decoding: value, as: UTF8.self))))
  }

  /// Without white space at either end.
  static func trimmed(_ text: Substring) -> String {
    let isOuter: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" }
    var scalars = text.unicodeScalars
    while let first = scalars.first, isOuter(first) { scalars.removeFirst() }
    while let last = scalars.last, isOuter(last) { scalars.removeLast() }
    return String(scalars)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// `tchar` of RFC 9110 section 5.6.2.
  static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)  // open set: bytes
    }
  }
}
