import HostIO
import OrderFlowSim
import Wire

/// The forms in which the summary can be had.
enum SummaryFormat: String, CaseIterable {
  case text
  case json
  case csv

  /// Prints the summary; in text, metrics stand before its last line.
  func print(
    _ report: SimulationReport, metrics: [UInt8]?, to output: inout StandardOutput
  ) throws {
    switch self {
    case .text:
      guard let metrics else { return try output.write(report.text) }
      try output.write(String(report.text.dropLast(report.hashLine.count + 1)))
      try output.write(metrics)
      try output.writeLine(report.hashLine)
    case .csv:
      try output.write(report.csv)
      StandardError().writeLine(report.hashLine)
    case .json: try output.write(Self.json(report))
    }
  }
}

extension SummaryFormat {
  /// One document, grouped as the figures' paths say, the trace hash its last member.
  private static func json(_ report: SimulationReport) -> [UInt8] {
    var root = JSONValue.object([])
    for figure in report.figures {
      root = inserting(value(figure.value), at: figure.path[...], root)
    }
    return JSONWriter.value(root, .indented) + [UInt8(ascii: "\n")]
  }

  private static func value(_ value: SimulationReport.Figure.Value) -> JSONValue {
    switch value {
    case .count(let count): JSONValue.number(JSONNumber(count))
    // A decimal that is not there is written as "-", which is no number.
    case .decimal(let text): (try? JSONValue(parsing: Array(text.utf8))) ?? .null
    case .text(let text): .string(text)
    }
  }

  /// `tree` with a value at a path; groups are made as they come up.
  private static func inserting(
    _ value: JSONValue, at path: ArraySlice<String>, _ tree: JSONValue
  ) -> JSONValue {
    guard let name = path.first else { return value }
    var members: [JSONMember] = []
    if case .object(let known) = tree { members = known }
    if let index = members.firstIndex(where: { $0.name == name }) {
      members[index] = JSONMember(
        name, inserting(value, at: path.dropFirst(), members[index].value))
    } else {
      members.append(JSONMember(name, inserting(value, at: path.dropFirst(), .null)))
    }
    return .object(members)
  }
}
