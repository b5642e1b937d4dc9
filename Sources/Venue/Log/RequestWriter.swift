public import Core

/// Writes the requests of a log: as single lines with the sequences that they have on the market's
/// tape, or as a tape of their own, numbered from 1.
public struct RequestWriter {
  /// How many were written.
  public private(set) var count: UInt64 = 0
  private var lines: TapeWriter
  private var encoder: TapeEncoder?
  private var hash = TraceHash()

  /// A writer of lines, or of a tape of this form.
  public init(_ header: TapeHeader, form: TapeForm?) {
    lines = TapeWriter.excerpt(header)
    encoder = form.map { TapeEncoder(header, form: $0) }
  }

  /// Trace hash of what was written.
  public var traceHash: UInt64 { encoder?.hash.value ?? hash.value }

  /// Appends what stands before the first request.
  public mutating func begin(into bytes: inout [UInt8]) { encoder?.begin(into: &bytes) }

  /// Appends requests.
  public mutating func write(
    _ events: [Event], into bytes: inout [UInt8]
  ) throws(TapeWritingError) {
    for var event in events {
      count += 1
      if encoder == nil {
        hash.fold(event)
        try lines.write(event, into: &bytes)
      } else {
        event.sequence = TapeSequence(count)
        try encoder?.write(event, into: &bytes)
      }
    }
  }

  /// Appends the end.
  public mutating func finish(into bytes: inout [UInt8]) { encoder?.finish(into: &bytes) }
}
