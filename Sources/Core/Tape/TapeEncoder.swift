/// Writes a tape in either form. It opens nothing: bytes go to the caller's buffer, whole lines or
/// blocks at a time, so that what reached a file is readable up to there.
public struct TapeEncoder {
  // Both are there, one is used: cheaper than an enum, whose case would be copied to be changed.
  private let form: TapeForm
  private var text: TapeWriter
  private var binary: BinaryTapeWriter

  /// An encoder of tapes with this header.
  public init(_ header: TapeHeader, form: TapeForm) {
    self.form = form
    text = TapeWriter(header)
    binary = BinaryTapeWriter(header)
  }

  /// Hash of the events written so far.
  public var hash: TraceHash {
    switch form {
    case .text: text.hash
    case .binary: binary.hash
    }
  }

  /// Appends the header.
  public mutating func begin(into bytes: inout [UInt8]) {
    switch form {
    case .text: text.begin(into: &bytes)
    case .binary: binary.begin(into: &bytes)
    }
  }

  /// Appends one event, or keeps it until its block is whole. On an error nothing was taken.
  public mutating func write(
    _ event: Event, into bytes: inout [UInt8]
  ) throws(TapeWritingError) {
    switch form {
    case .text: try text.write(event, into: &bytes)
    case .binary: try binary.write(event, into: &bytes)
    }
  }

  /// Appends what was kept and the end; the tape is complete with it.
  public mutating func finish(into bytes: inout [UInt8]) {
    switch form {
    case .text: text.finish(into: &bytes)
    case .binary: binary.finish(into: &bytes)
    }
  }
}
