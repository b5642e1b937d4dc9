public import Core

/// What an engine has done, counted.
public struct EngineCounters: BitwiseCopyable, Sendable, Equatable {
  /// Requests that left for the venue.
  public internal(set) var requests: UInt64 = 0
  /// Requests that our own limits denied.
  public internal(set) var denials: UInt64 = 0
  /// Requests that the venue refused.
  public internal(set) var rejects: UInt64 = 0
  /// Fills that were posted.
  public internal(set) var fills: UInt64 = 0
  /// Valuations.
  public internal(set) var marks: UInt64 = 0
  /// Inputs whose time lay before the latest one's.
  public internal(set) var clampedTimes: UInt64 = 0
  /// Things that cannot be: the gate's kill switch is latched then.
  public internal(set) var violations: UInt64 = 0

  /// Nothing done.
  public init() {}
}

extension EngineCounters: Persistable {
  /// Writes every count.
  public func encode(into writer: inout ByteWriter) {
    for count in [requests, denials, rejects, fills, marks, clampedTimes, violations] {
      writer.append(count)
    }
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    requests = try reader.word()
    denials = try reader.word()
    rejects = try reader.word()
    fills = try reader.word()
    marks = try reader.word()
    clampedTimes = try reader.word()
    violations = try reader.word()
  }
}
