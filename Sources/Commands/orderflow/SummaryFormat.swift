import HostIO
import OrderFlowSim
import Wire

/// The forms in which the summary can be had.
enum SummaryFormat: String, CaseIterable {
  case text
  case json
  case csv

  func print(_ report: SimulationReport, to output: inout StandardOutput) throws {
    switch self {
    case .text: try output.write(report.text)
    case .csv:
      try output.write(report.csv)
      StandardError().writeLine(report.hashLine)
    case .json: try output.write(Self.json(report))
    }
  }
}
