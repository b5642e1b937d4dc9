/// Cuts fed bytes into lines, keeping at most one unfinished line and one chunk in memory.
///
/// Tapes are read through it, and the text files of recorded markets.
public struct LineBuffer {
  /// Where a line lies in `bytes`.
  public struct Line {
    /// Its bytes, without the line feed, cut at the legal length.
    public let bounds: Range<Int>
    /// Whether it was longer than a line may be.
    public let isTooLong: Bool
    /// Whether a line feed ended it.
    public let isTerminated: Bool
  }

  /// What is held at the moment; the bounds of a line point into it until more is appended.
  public private(set) var bytes: [UInt8] = []
  private let maximumLength: Int
  /// Start of the next line.
  private var start = 0
  /// Bytes before this were searched for a line feed.
  private var searched = 0
  /// Whether the rest of an overlong line is being thrown away.
  private var isSkipping = false
  private var isFinished = false

  /// An empty buffer for lines of at most `maximumLength` bytes, line feed not counted.
  public init(maximumLength: Int = TapeGrammar.maximumLineLength) {
    self.maximumLength = maximumLength
  }

  /// Adds bytes; positions given out before are no longer valid.
  public mutating func append(_ chunk: Span<UInt8>) {
    if start > 0 {
      bytes.removeSubrange(0..<start)
      searched -= start
      start = 0
    }
    bytes.append(copying: chunk)
  }

  /// Says that no more bytes will come.
  public mutating func finish() { isFinished = true }

  /// Whether every byte of a finished file was handed out.
  public var isExhausted: Bool { isFinished && start == bytes.count }

  /// The next line; nil when more bytes are needed or, after `finish()`, when there is no more.
  public mutating func nextLine() -> Line? {
    while let end = bytes.span.firstIndex(of: UInt8(ascii: "\n"), from: searched) {
      let line = start..<end
      start = end + 1
      searched = start
      if !isSkipping { return self.line(line, isTerminated: true) }
      isSkipping = false
    }
    searched = bytes.count
    return isFinished ? lastLine() : overlongLine()
  }

  /// Where the next line begins; nil while the rest of an overlong line is being thrown away.
  @inline(always) var nextLineStart: Int? { isSkipping ? nil : start }

  /// Says that the line from `nextLineStart` on was read without `nextLine()`, up to and with its
  /// line feed just before `end`.
  @inline(always) mutating func didReadLine(endingAt end: Int) {
    start = end
    searched = max(searched, end)
  }

  /// What stands behind the last line feed.
  private mutating func lastLine() -> Line? {
    let line = start..<bytes.count
    start = bytes.count
    return isSkipping || line.isEmpty ? nil : self.line(line, isTerminated: false)
  }

  /// A line that is already too long is reported at once and its rest is thrown away, so that a
  /// file without line feeds cannot fill the memory.
  private mutating func overlongLine() -> Line? {
    guard bytes.count - start > maximumLength else { return nil }
    let line = start..<bytes.count
    start = bytes.count
    if isSkipping { return nil }
    isSkipping = true
    return self.line(line, isTerminated: true)
  }

  private func line(_ bounds: Range<Int>, isTerminated: Bool) -> Line {
    let isTooLong = bounds.count > maximumLength
    let end = isTooLong ? bounds.lowerBound + maximumLength : bounds.upperBound
    return Line(
      bounds: bounds.lowerBound..<end, isTooLong: isTooLong, isTerminated: isTerminated)
  }
}
