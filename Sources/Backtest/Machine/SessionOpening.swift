public import Core
internal import Engine
internal import ExecSim
public import WAL

/// The first record of a session's log: the settings in force and what the market's tape says of
/// itself. With it a log explains itself; only the market that is still to come is needed to go on.
public struct SessionOpening: Sendable, Equatable {
  /// Every setting in force, as it would be typed.
  public let settings: [RunIdentity.Setting]
  /// What the market's tape says of itself.
  public let header: TapeHeader
  /// What the program that opened the log wants to find again; the session does not read it.
  public let note: [UInt8]

  /// The opening of a session of this plan.
  public init(_ plan: BacktestPlan, header: TapeHeader, note: [UInt8] = []) {
    settings = plan.settings
    self.header = header
    self.note = note
  }

  /// The plan that the settings make.
  /// - Throws: `PlanError` naming a setting that this version does not know.
  public func plan() throws(PlanError) -> BacktestPlan {
    var plan = BacktestPlan()
    for setting in settings { try plan.apply(key: setting.name, text: setting.value) }
    return plan
  }

  /// Stands in every segment and snapshot of the log: two sessions that share it are the same one.
  public var configuration: UInt64 { TraceHash.of(encoded()) }

  /// Sizes of the session's log: segments of 8 MiB, because a session is small beside a venue, and
  /// batches that hold the opening, names included; nil where that is too large for a segment.
  public var logSettings: LogSettings? {
    LogSettings(
      segmentCapacity: 8 << 20,
      batchCapacity: max(LogSettings.standardBatchCapacity, 2 * encoded().count),
      build: TraceHash.of(Array(TrueTape.version.utf8)), configuration: configuration)
  }
}

extension SessionOpening: Persistable {
  /// Format word; the digit is the version.
  static let format = "truetape-session-1"

  /// Writes the format word, the settings, the header and the note.
  public func encode(into writer: inout ByteWriter) {
    writer.append(Self.format)
    settings.encode(into: &writer)
    header.encode(into: &writer)
    writer.append(note.count)
    for byte in note { writer.append(byte) }
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    guard try reader.text() == Self.format else { throw reader.invalid("session format") }
    settings = try [RunIdentity.Setting](decodingSettings: &reader)
    header = try TapeHeader(decoding: &reader)
    var note: [UInt8] = []
    for _ in 0..<(try reader.count()) { note.append(try reader.byte()) }
    self.note = note
  }
}
