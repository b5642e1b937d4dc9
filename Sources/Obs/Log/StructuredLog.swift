public import Core
public import Wire

/// Log records as JSON lines, gathered until the program's edge writes them down.
///
/// ```swift
/// log.record(.warning, "gap", at: stamp) { record in
///   record.text("source", name)
///   record.member("missing", missing)
/// }
/// ```
///     {"time":"2026-11-25T04:00:00.000000000Z","market":1.500000000,"level":"warning",
///      "event":"gap","source":"maker-1","missing":3}                       (one line)
///
/// A `Secret` shows as `[redacted]` whichever way it comes in.
public struct StructuredLog: Sendable {
  /// Most bytes that wait to be taken; records beyond are dropped, counted and owned up to.
  public static let capacity = 1 << 20

  /// The most detailed level that is written down.
  public let level: LogLevel
  /// Records written so far.
  public private(set) var recordCount: UInt64 = 0
  /// Records dropped because nobody took those before.
  public private(set) var droppedCount: UInt64 = 0

  private var lines: [UInt8] = []
  private var droppedSinceLast: UInt64 = 0

  /// An empty log; levels that the build does not contain are never written.
  public init(level: LogLevel = .info) { self.level = level }

  /// Whether records of this level are written down.
  @inlinable @inline(always)
  public func isOn(_ level: LogLevel) -> Bool { level <= LogLevel.built && level <= self.level }

  /// Writes one record down; its fields are not asked for when its level is off.
  @inlinable @inline(always)
  public mutating func record(
    _ level: LogLevel, _ name: StaticString, at stamp: LogStamp,
    _ fields: (inout JSONObjectWriter) -> Void = { _ in }
  ) {
    if isOn(level) { append(level, name, stamp, fields) }
  }

  /// The lines that were not yet taken, each ended by a line feed.
  public mutating func take() -> [UInt8] {
    let taken = lines
    lines.removeAll()
    return taken
  }

  /// Bytes that wait to be taken.
  public var pendingBytes: Int { lines.count }

  @usableFromInline mutating func append(
    _ level: LogLevel, _ name: StaticString, _ stamp: LogStamp,
    _ fields: (inout JSONObjectWriter) -> Void
  ) {
    guard lines.count < Self.capacity else {
      droppedCount += 1
      droppedSinceLast += 1
      return
    }
    let missing = droppedSinceLast
    JSONWriter.object(into: &lines) { record in
      record.time("time", stamp.wall)
      if let market = stamp.market { record.seconds("market", market.since(.zero)) }
      record.word("level", level.name)
      record.word("event", name)
      if missing > 0 { record.member("dropped_before", missing) }
      fields(&record)
    }
    lines.append(UInt8(ascii: "\n"))
    droppedSinceLast = 0
    recordCount += 1
  }
}

/// When something was logged: by the clock on the wall, and in the market's time where it has one.
public struct LogStamp: Sendable, Equatable {
  /// UTC, as the program's edge read it.
  public let wall: Timestamp
  /// Event time.
  public let market: Timestamp?

  /// Takes both times.
  public init(wall: Timestamp, market: Timestamp? = nil) {
    self.wall = wall
    self.market = market
  }
}
