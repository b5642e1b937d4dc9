internal import Core

/// The fields of one CSV line, by position. Nothing is quoted in the exports that are read.
struct CSVFields: ~Escapable {
  private let line: Span<UInt8>
  private let bounds: [Range<Int>]

  @_lifetime(copy line)
  init(_ line: Span<UInt8>) {
    var bounds: [Range<Int>] = []
    bounds.reserveCapacity(24)
    var start = 0
    while let comma = line.firstIndex(of: UInt8(ascii: ","), from: start) {
      bounds.append(start..<comma)
      start = comma + 1
    }
    bounds.append(start..<line.count)
    self.line = line
    self.bounds = bounds
  }

  /// How many fields the line has.
  var count: Int { bounds.count }

  /// A field's text.
  func text(_ column: CSVColumn) throws(RecordFailure) -> String {
    let field = try range(column)
    var bytes: [UInt8] = []
    for index in field { bytes.append(line[index]) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether a field's text is this one.
  func holds(_ text: [UInt8], _ column: CSVColumn) throws(RecordFailure) -> Bool {
    let field = try range(column)
    guard field.count == text.count else { return false }
    for offset in text.indices where line[field.lowerBound + offset] != text[offset] {
      return false
    }
    return true
  }

  /// Column of the line at which a field begins, from 1.
  func start(_ column: CSVColumn) -> Int {
    (column.index < bounds.count ? bounds[column.index].lowerBound : line.count) + 1
  }

  /// A whole number without a sign.
  func unsigned(_ column: CSVColumn) throws(RecordFailure) -> UInt64 {
    let field = try range(column)
    // Over the whole line, so that eight bytes can be read at once: a comma ends a number as well.
    var scanner = ASCIIScanner(line, at: field.lowerBound)
    do throws(ScanFailure) {
      let value = try scanner.unsigned()
      guard scanner.cursor == field.upperBound else { throw .expectedDigit }
      return value
    } catch {
      let place = scanner.cursor - field.lowerBound
      throw failure(column, at: place, .number(field: column.name, error))
    }
  }

  /// A decimal number as a count of 10⁻ˢ.
  func decimal(_ column: CSVColumn, _ scale: DecimalScale) throws(RecordFailure) -> Int64 {
    let field = try range(column)
    // Over the whole line, so that eight bytes can be read at once: a comma ends a number as well.
    var scanner = ASCIIScanner(line, at: field.lowerBound)
    do throws(ScanFailure) {
      let value = try scanner.decimal(scale)
      guard scanner.cursor == field.upperBound else { throw .expectedDigit }
      return value
    } catch {
      let place = scanner.cursor - field.lowerBound
      throw failure(column, at: place, .number(field: column.name, error))
    }
  }

  /// A field of one byte; nil for any other.
  func letter(_ column: CSVColumn) throws(RecordFailure) -> UInt8? {
    let field = try range(column)
    return field.count == 1 ? line[field.lowerBound] : nil
  }

  /// Whether a field holds this byte.
  func holds(_ byte: UInt8, _ column: CSVColumn) throws(RecordFailure) -> Bool {
    let field = try range(column)
    return line.extracting(0..<field.upperBound).firstIndex(of: byte, from: field.lowerBound) != nil
  }

  /// Whether a field holds nothing.
  func isEmpty(_ column: CSVColumn) throws(RecordFailure) -> Bool { try range(column).isEmpty }

  /// A failure of a field whose value does not do.
  func notAllowed(_ column: CSVColumn) -> RecordFailure {
    failure(column, at: 0, .notAllowed(field: column.name))
  }

  /// A failure at a byte of a field.
  func failure(
    _ column: CSVColumn, at cursor: Int = 0, _ reason: ImportError.Reason
  ) -> RecordFailure {
    RecordFailure(column: start(column) + cursor, reason: reason)
  }

  private func range(_ column: CSVColumn) throws(RecordFailure) -> Range<Int> {
    guard column.index < bounds.count else {
      throw RecordFailure(column: line.count + 1, reason: .columns(expected: column.name))
    }
    return bounds[column.index]
  }
}

/// A column of a CSV file with a header line.
struct CSVColumn: Sendable {
  let name: String
  /// Place in the line, from 0.
  let index: Int
}

/// The names of a CSV file's header line.
struct CSVHeader: Sendable {
  private let names: [String]

  init(_ line: Span<UInt8>) {
    let fields = CSVFields(line)
    names = (0..<fields.count).compactMap { try? fields.text(CSVColumn(name: "", index: $0)) }
  }

  /// The column of that name.
  func column(_ name: String) throws(RecordFailure) -> CSVColumn {
    guard let column = columnIfAny(name) else {
      throw RecordFailure(column: 1, reason: .missingColumn(name))
    }
    return column
  }

  /// The column of that name; nil where there is none.
  func columnIfAny(_ name: String) -> CSVColumn? {
    names.firstIndex(of: name).map { CSVColumn(name: name, index: $0) }
  }
}
