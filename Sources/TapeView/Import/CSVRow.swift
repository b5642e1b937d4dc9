internal import Core

/// Reads the numbers of one CSV line, exactly; says where one could not be read.
struct CSVRow: ~Escapable {
  private var scanner: ASCIIScanner
  /// Column at which the field read last begins, from 1.
  private(set) var column = 1
  private var isFirst = true

  @_lifetime(copy line)
  init(_ line: Span<UInt8>) { scanner = ASCIIScanner(line) }

  /// Whether the line has been read.
  var isAtEnd: Bool { scanner.isAtEnd }

  /// The next field as a count of 10⁻ˢ.
  @_lifetime(self: copy self)
  mutating func decimal(
    _ field: StaticString, _ scale: DecimalScale = .whole
  ) throws(RecordFailure) -> Int64 {
    if !isFirst {
      guard scanner.take(UInt8(ascii: ",")) else {
        throw failure(at: scanner.cursor, .number(field: field.description, .expectedByte(0x2C)))
      }
    }
    isFirst = false
    column = scanner.cursor + 1
    do { return try scanner.decimal(scale) } catch {
      throw failure(at: scanner.cursor, .number(field: field.description, error))
    }
  }

  /// A failure of the field read last, whose number does not do.
  func notAllowed(_ field: StaticString) -> RecordFailure {
    RecordFailure(column: column, reason: .notAllowed(field: field.description))
  }

  /// Refuses anything behind the last field.
  func finish(_ expected: String) throws(RecordFailure) {
    guard isAtEnd else { throw failure(at: scanner.cursor, .columns(expected: expected)) }
  }

  private func failure(at cursor: Int, _ reason: ImportError.Reason) -> RecordFailure {
    RecordFailure(column: cursor + 1, reason: reason)
  }
}
