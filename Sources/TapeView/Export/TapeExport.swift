public import Core

/// Writes events as rows of a table for other programs: comma-separated values, or a JSON object a
/// line. docs/formats/export.md describes both.
///
/// No cell needs quoting or escaping: numbers, and words of a tape's small alphabet.
public struct TapeExport: Sendable {
  /// What the rows look like.
  public enum Form: String, Sendable, CaseIterable {
    /// A line of column names, then a line an event; what an event does not have is empty.
    case csv
    /// An object an event, with what it has.
    case jsonLines = "jsonl"
  }

  /// What the rows look like.
  public let form: Form
  private let header: TapeHeader

  /// An export of a tape with this header.
  public init(_ form: Form, header: TapeHeader) {
    self.form = form
    self.header = header
  }

  /// Names of the columns, in their order.
  public static var columns: [String] { ExportColumn.allCases.map(\.name.description) }

  /// Writes what stands before the first row.
  public func begin(into bytes: inout [UInt8]) {
    guard form == .csv else { return }
    for column in ExportColumn.allCases {
      if column != .sequence { bytes.append(UInt8(ascii: ",")) }
      bytes.append(text: column.name)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Writes one event; false, and nothing, for one that the header has no names for.
  public func write(_ event: Event, into bytes: inout [UInt8]) -> Bool {
    let row = ExportRow(event, header: header)
    guard !row.isIncomplete else { return false }
    switch form {
    case .csv: Self.writeValues(row, into: &bytes)
    case .jsonLines: Self.writeObject(row, into: &bytes)
    }
    bytes.append(UInt8(ascii: "\n"))
    return true
  }

  private static func writeValues(_ row: ExportRow, into bytes: inout [UInt8]) {
    for column in ExportColumn.allCases {
      if column != .sequence { bytes.append(UInt8(ascii: ",")) }
      if let cell = row.cell(column) { bytes.append(contentsOf: cell) }
    }
  }

  private static func writeObject(_ row: ExportRow, into bytes: inout [UInt8]) {
    var separator = UInt8(ascii: "{")
    for column in ExportColumn.allCases {
      guard let cell = row.cell(column) else { continue }
      bytes.append(separator)
      separator = UInt8(ascii: ",")
      bytes.append(UInt8(ascii: "\""))
      bytes.append(text: column.name)
      bytes.append(text: column.form == .text ? "\":\"" : "\":")
      bytes.append(contentsOf: cell)
      if column.form == .text { bytes.append(UInt8(ascii: "\"")) }
    }
    bytes.append(UInt8(ascii: "}"))
  }
}
