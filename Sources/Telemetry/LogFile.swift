public import Core
internal import HostIO
public import Obs
public import Wire

/// A log on its way to a file, if one was asked for: what each program says of a run is its own.
public struct LogFile: ~Copyable {
  private var file: OutputFile?
  private var log: StructuredLog

  /// Opens the file that the settings name.
  public init(_ settings: TelemetrySettings) throws {
    log = StructuredLog(level: settings.logLevel)
    file = nil
    if let path = settings.log { file = try OutputFile(path: path, mode: .prefixKeeping) }
  }

  /// Whether anybody will read it.
  public var isOn: Bool { file != nil }

  /// Notes a record, at the wall clock's time and the market's.
  public mutating func record(
    _ level: LogLevel, _ name: StaticString, market: Timestamp,
    _ fields: (inout JSONObjectWriter) -> Void = { _ in }
  ) {
    guard isOn else { return }
    let wall = Timestamp(nanoseconds: HostClock.wallNanos) ?? .zero
    log.record(level, name, at: LogStamp(wall: wall, market: market), fields)
  }

  /// Hands the lines to the system at once, for whoever follows the file.
  public mutating func write() throws {
    let lines = log.take()
    try file?.write(lines)
    try file?.flush()
  }

  /// Completes the file.
  public mutating func finish() throws {
    try write()
    if let file = file.take() { try file.finish() }
  }
}
