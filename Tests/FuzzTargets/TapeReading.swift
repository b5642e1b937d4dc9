import Core

/// Everything that a tape reader made of some bytes.
struct TapeReading: Equatable {
  /// What an advance came to, and on which line.
  enum Step: Equatable {
    case item(TapeItem, line: Int)
    case error(TapeError)
  }

  private(set) var steps: [Step] = []
  private(set) var header: TapeHeader
  private(set) var hash: TraceHash
  private(set) var isComplete: Bool

  /// Reads to the end, or to the first error of a reader that is not lenient.
  ///
  /// - Parameters:
  ///   - readsPlainLines: Whether the quick path may take lines.
  ///   - chunk: How many bytes are fed at a time.
  init(_ text: [UInt8], lenient: Bool, readsPlainLines: Bool, chunk: Int) {
    var reader = TapeReader(lenient: lenient, readsPlainLines: readsPlainLines)
    if lenient { steps.reserveCapacity(text.count { $0 == UInt8(ascii: "\n") } + 1) }
    var start = 0
    var goesOn = true
    while goesOn {
      let end = min(text.count, start + max(1, chunk))
      reader.feed(text.span.extracting(start..<end))
      if end == text.count { reader.finish() }
      goesOn = Self.take(&reader, lenient, into: &steps) && end < text.count
      start = end
    }
    header = reader.header
    hash = reader.hash
    isComplete = reader.isComplete
  }

  /// Takes items until more bytes are needed; false when nothing more is to be read.
  private static func take(
    _ reader: inout TapeReader, _ isLenient: Bool, into steps: inout [Step]
  ) -> Bool {
    while true {
      do throws(TapeError) {
        guard let item = try reader.next() else { return true }
        steps.append(.item(item, line: reader.line))
      } catch {
        steps.append(.error(error))
        if !isLenient { return false }
      }
    }
  }

  /// Whether every line was as it should be, to the end line.
  var isWhole: Bool {
    guard isComplete, let last = steps.last else { return false }
    if case .error = last { return false }
    return true
  }

  /// The events with their lines.
  var events: [(event: Event, line: Int)] {
    steps.compactMap { step in
      if case .item(.event(let event), let line) = step { (event, line) } else { nil }
    }
  }

  /// Names the first step in which two readings part.
  func demandSame(_ other: TapeReading, _ promise: String) throws(FuzzFault) {
    for (left, right) in zip(steps, other.steps) { try demandEqual(left, right, promise) }
    try demandEqual(steps.count, other.steps.count, "\(promise), number of steps")
    try demand(self == other, "\(promise), in header, hash or end")
  }
}
