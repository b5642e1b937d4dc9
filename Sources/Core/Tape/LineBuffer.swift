/// Cuts fed bytes into lines, keeping at most one unfinished line and one chunk in memory.
struct LineBuffer {
  /// Where a line lies in `bytes`.
  struct Line {
    /// Its bytes, without the line feed, cut at the legal length.
    let bounds: Range<Int>
    /// Whether it was longer than a line may be.
    let isTooLong: Bool
    /// Whether a line feed ended it.
    let isTerminated: Bool
  }

  private(set) var bytes: [UInt8] = []
  /// Start of the next line.
  private var start = 0
  /// Bytes before this were searched for a line feed.
  private var searched = 0
  /// Whether the rest of an overlong line is being thrown away.
  private var isSkipping = false
  private var isFinished = false

  mutating func append(_ chunk: Span<UInt8>) {
    if start > 0 {
      bytes.removeSubrange(0..<start)
      searched -= start
      start = 0
    }
    for index in chunk.indices { bytes.append(chunk[index]) }
  }

  mutating func finish() { isFinished = true }

  /// Whether every byte of a finished file was handed out.
  var isExhausted: Bool { isFinished && start == bytes.count }

  mutating func nextLine() -> Line? {
    while searched < bytes.count {
      if bytes[searched] == UInt8(ascii: "\n") {
        let line = start..<searched
        searched += 1
        start = searched
        if isSkipping {
          isSkipping = false
          continue
        }
        return Self.line(line, isTerminated: true)
      }
      searched += 1
    }
    return isFinished ? lastLine() : overlongLine()
  }

  /// What stands behind the last line feed.
  private mutating func lastLine() -> Line? {
    let line = start..<bytes.count
    start = bytes.count
    return isSkipping || line.isEmpty ? nil : Self.line(line, isTerminated: false)
  }

  /// A line that is already too long is reported at once and its rest is thrown away, so that a
  /// file without line feeds cannot fill the memory.
  private mutating func overlongLine() -> Line? {
    guard bytes.count - start > TapeGrammar.maximumLineLength else { return nil }
    let line = start..<bytes.count
    start = bytes.count
    if isSkipping { return nil }
    isSkipping = true
    return Self.line(line, isTerminated: true)
  }

  private static func line(_ bounds: Range<Int>, isTerminated: Bool) -> Line {
    let limit = TapeGrammar.maximumLineLength
    let isTooLong = bounds.count > limit
    let end = isTooLong ? bounds.lowerBound + limit : bounds.upperBound
    return Line(
      bounds: bounds.lowerBound..<end, isTooLong: isTooLong, isTerminated: isTerminated)
  }
}
