/// How much of a request head is read before its sender is turned away.
public struct HTTPLimits: Sendable, Equatable {
  /// Bytes of the whole head, line ends included.
  public var headBytes: Int
  /// Bytes of one line, its end not included. RFC 9112 section 3 wants at least 8,000.
  public var lineBytes: Int
  /// Field lines.
  public var fields: Int

  /// Takes every limit.
  public init(headBytes: Int, lineBytes: Int, fields: Int) {
    self.headBytes = headBytes
    self.lineBytes = lineBytes
    self.fields = fields
  }

  /// Ample for every client there is: 16 KiB of head, 8,192 bytes a line, 64 fields.
  public static let standard = HTTPLimits(headBytes: 16_384, lineBytes: 8_192, fields: 64)
}
