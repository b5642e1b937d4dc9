public import Backtest
internal import Core
public import HostIO

/// The files that a result goes to: opened before the run, so that what cannot be written is known
/// before hours are spent; whole or absent.
public struct ReportFiles: ~Copyable {
  private var report: OutputFile?
  private var html: OutputFile?
  private var fills: OutputFile?

  /// Opens the files that the arguments name.
  public init(_ arguments: ParsedArguments) throws {
    report = try Self.file(arguments, "report")
    html = try Self.file(arguments, "html")
    fills = try Self.file(arguments, "fills")
  }

  private static func file(_ arguments: ParsedArguments, _ option: String) throws -> OutputFile? {
    guard let path = try arguments.valueIfGiven(option, as: .text) else { return nil }
    return try OutputFile(path: path, mode: .atomic)
  }

  /// Writes each form to its file.
  public mutating func write(_ result: BacktestReport) throws {
    if var file = report.take() {
      try file.write(result.json(withFills: true) + [UInt8(ascii: "\n")])
      try file.finish()
    }
    if var file = html.take() {
      try file.write(Array(result.html.utf8))
      try file.finish()
    }
    if var file = fills.take() {
      try file.write(result.fillsCSV)
      try file.finish()
    }
  }
}
