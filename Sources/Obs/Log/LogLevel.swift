/// How much somebody should care about a log record; lower is more urgent.
public enum LogLevel: UInt8, CaseIterable, Sendable, BitwiseCopyable, Comparable {
  /// Something is wrong and stays wrong until somebody acts.
  case error = 1
  /// Something is not as it should be and was coped with.
  case warning = 2
  /// Milestones and regular figures.
  case info = 3
  /// What one wants to know when looking for a fault.
  case debug = 4
  /// Every step.
  case trace = 5

  /// The most detailed level that this build contains: `info`, unless `-Xswiftc -DLOG_DEBUG` or
  /// `-Xswiftc -DLOG_TRACE` widened it or `-DLOG_ERROR` narrowed it when it was built.
  ///
  /// A constant at compile time: of a record beyond it nothing is left in a release build, not
  /// even the comparison.
  @inlinable @inline(always) public static var built: LogLevel {
    #if LOG_TRACE
      .trace
    #elseif LOG_DEBUG
      .debug
    #elseif LOG_ERROR
      .error
    #else
      .info
    #endif
  }

  /// Word in records and on command lines.
  public var name: StaticString {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info: "info"
    case .debug: "debug"
    case .trace: "trace"
    }
  }

  /// The level with this name.
  public init?(name: String) {
    guard let level = Self.allCases.first(where: { $0.name.description == name }) else {
      return nil
    }
    self = level
  }

  /// More urgent levels are smaller.
  @inlinable @inline(always)
  public static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
}
