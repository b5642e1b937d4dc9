internal import Core

/// One file of a recording, read line by line.
struct RecordingFile {
  /// What a read came to.
  enum Outcome<Value> {
    case value(Value)
    case needsBytes
    case end
  }

  private let name: String
  private let maximumLineLength: Int
  private var lines: LineBuffer
  private var isFinished = false
  /// Number of the line read last, from 1.
  private(set) var line = 0

  init(name: String, maximumLineLength: Int) {
    self.name = name
    self.maximumLineLength = maximumLineLength
    lines = LineBuffer(maximumLength: maximumLineLength)
  }

  mutating func feed(_ bytes: Span<UInt8>) { lines.append(bytes) }

  mutating func finish() {
    lines.finish()
    isFinished = true
  }

  /// Reads the next line; the last one may lack its line feed, and lines may end in CR LF.
  mutating func next<Value>(
    _ read: (Span<UInt8>) throws(RecordFailure) -> Value
  ) throws(ImportError) -> Outcome<Value> {
    guard let found = lines.nextLine() else { return isFinished ? .end : .needsBytes }
    line += 1
    guard !found.isTooLong else {
      throw error(column: maximumLineLength + 1, .lineTooLong(limit: maximumLineLength))
    }
    let bytes = lines.bytes  // shared, not copied: nothing is appended while a line is read
    var bounds = found.bounds
    if let last = bounds.last, bytes[last] == UInt8(ascii: "\r") {
      bounds = bounds.lowerBound..<last
    }
    do throws(RecordFailure) { return .value(try read(bytes.span.extracting(bounds))) } catch {
      throw self.error(column: error.column, error.reason)
    }
  }

  /// An error at a column of the line read last.
  func error(column: Int, _ reason: ImportError.Reason) -> ImportError {
    ImportError(input: name, line: line, column: column, reason: reason)
  }

  /// The error of a file that ends before the other one.
  var missingRow: ImportError {
    ImportError(input: name, line: line + 1, column: 1, reason: .missingRow)
  }
}
