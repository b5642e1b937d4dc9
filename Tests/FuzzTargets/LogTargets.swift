import Core
import OrderBook
import Venue
import WAL

extension FuzzTarget {
  /// What is read back after a crash: segments, snapshots, and what their records say.
  static let logs: [FuzzTarget] = [
    FuzzTarget(
      "wal-segments",
      "damage, or dense records of whole batches; a repair is a sound log, and a sound log goes on",
      seeds: { try LogSeeds.segments }, check: checkSegments),
    FuzzTarget(
      "wal-snapshot",
      "damage, or a snapshot that is written as the same file; its venue encodes to the same bytes "
        + "and takes requests",
      longestInput: 8_192, memoryPerByte: memoryPerByteOfBooks,
      seeds: { LogSeeds.snapshots }, check: checkSnapshot),
    FuzzTarget(
      "wal-input", "no input, or one that is logged as the same bytes; both ways of replay agree",
      longestInput: 1_024, seeds: { LogSeeds.inputs }, check: checkInput),
  ]

  private static func checkSegments(_ bytes: [UInt8]) throws {
    let log = SealedLog(bytes)
    let read = try ReadLog(log.segments)
    var survey = LogSurvey()
    for (number, bytes) in log.segments { survey.read(bytes.span, number: number) }
    try demandEqual(survey.damage, read.damage, "the survey finds other damage")
    try demandEqual(survey.soundThrough, read.through, "the survey comes elsewhere")
    if let repair = LogRepair(snapshots: [], segments: log.segments, seed: 1) {
      // Without the log's beginning, and without a snapshot, sound records lead nowhere.
      let begins = log.segments.first.flatMap { try? SegmentHeader($0.bytes.span) }
      try demand(
        repair.keptThrough >= read.through || begins?.firstSequence != LogSequence(1),
        "a repair keeps less than is sound")
      let repaired = try ReadLog(KeptFiles(repair.requests).segments)
      try demandEqual(repaired.damage, nil, "a repair is damaged")
      try demandEqual(repaired.through, repair.keptThrough, "a repair keeps other records")
    }
    if let end = read.end, !isFull(end) { try goOn(log.segments, behind: end) }
  }

  /// Whether the numbers of a log have come to their end: no other segment can follow.
  private static func isFull(_ end: LogEnd) -> Bool {
    max(end.segment.number, end.batch, end.sequence.rawValue) >= LogSequence.highest.rawValue
  }

  /// Writes a record behind a sound log, and reads all of it again.
  private static func goOn(
    _ segments: [(number: UInt64, bytes: [UInt8])], behind end: LogEnd
  ) throws {
    guard
      let settings = LogSettings(
        segmentCapacity: 1_024, batchCapacity: 256, preparationSize: 1_024, build: 1,
        configuration: end.segment.configuration)
    else { return }
    var writer = LogWriter(settings, seed: 2, resuming: end)
    var files = KeptFiles(segments)
    let sequence = try writer.append(.input, [UInt8]("more".utf8).span)
    files.perform(writer.nextPlan(sealing: true) ?? [])
    writer.didComplete()
    let read = try ReadLog(files.segments)
    try demandEqual(read.damage, nil, "a log that goes on is damaged")
    try demandEqual(read.through, sequence, "a log that goes on ends elsewhere")
  }

  private static func checkSnapshot(_ bytes: [UInt8]) throws {
    let file = LogSeeds.sealed(snapshot: bytes)
    let sequence = LogSequence(file.span.word(at: 16) ?? 0)
    guard let snapshot = try? SnapshotFile(file.span, named: sequence) else { return }
    try demandEqual(snapshot.bytes(), file, "a snapshot is written as another file")
    var reader = ByteReader(snapshot.state)
    guard let saved = try? VenueMachine(decoding: &reader), (try? reader.finish()) != nil else {
      return
    }
    try demand(
      saved.encoded() == snapshot.state, "INV-STATE-1: what is read encodes to other bytes")
    var (venue, monitor) = (saved, VenueMonitor(saved))
    var reports: [VenueReport] = []
    for input in LogSeeds.requests(behind: saved) { venue.apply(input, into: &reports) }
    for report in reports { monitor.heard(report) }
    monitor.looked(at: venue)
    try demand(venue.engine.invariantViolations().isEmpty, "a venue breaks an invariant of a book")
  }

  private static func checkInput(_ bytes: [UInt8]) throws {
    guard let input = VenueInput(record: bytes.span) else {
      var venue = VenueMachine()
      try demand(!venue.replay(bytes.span), "what is no input is replayed")
      return
    }
    var record: [UInt8] = []
    VenueMachine.encode(input, into: &record)
    try demandEqual(record, bytes, "an input is logged as other bytes")
    var (applied, replayed) = (LogSeeds.venue, LogSeeds.venue)
    var reports: [VenueReport] = []
    applied.apply(input, into: &reports)
    try demand(replayed.replay(bytes.span), "an input is not replayed")
    try demandEqual(applied.standingHash, replayed.standingHash, "replay leads elsewhere")
  }
}

/// What recovery makes of segments.
private struct ReadLog {
  private(set) var damage: LogDamage?
  private(set) var end: LogEnd?
  let through: LogSequence

  init(_ segments: [(number: UInt64, bytes: [UInt8])]) throws {
    var recovery = LogRecovery()
    var last: LogSequence?
    var isDense = true
    for (number, bytes) in segments where damage == nil {
      do throws(LogDamage) {
        try recovery.read(bytes.span, number: number) { record, _ in
          if let last, record.sequence != last.next { isDense = false }
          last = record.sequence
        }
      } catch { damage = error }
    }
    through = recovery.soundThrough
    if damage == nil { end = recovery.finish() }
    try demand(isDense, "INV-WAL-6: records come out of order")
    try demand(last == nil || last == through, "the sound part ends elsewhere")
    try demandEqual(damage == nil ? end?.sequence ?? .none : through, through, "the end differs")
  }
}

/// A directory in memory that loses nothing.
private struct KeptFiles {
  private var files: [(name: LogFileName, bytes: [UInt8])] = []

  init(_ requests: [StorageRequest]) { perform(requests) }

  init(_ segments: [(number: UInt64, bytes: [UInt8])]) {
    files = segments.map { (.segment($0.number), $0.bytes) }
  }

  var segments: [(number: UInt64, bytes: [UInt8])] {
    files.compactMap { name, bytes in
      if case .segment(let number) = name { (number, bytes) } else { nil }
    }.sorted { $0.number < $1.number }
  }

  mutating func perform(_ requests: [StorageRequest]) {
    for request in requests {
      switch request {
      case .create(let name, let size):
        files.append((name, Array(repeating: 0, count: size)))
      case .write(let name, let offset, let bytes):
        guard let place = files.lastIndex(where: { $0.name == name }),
          offset + bytes.count <= files[place].bytes.count
        else { continue }
        files[place].bytes.replaceSubrange(offset..<offset + bytes.count, with: bytes)
      case .rename(let draft, let name):
        guard let place = files.lastIndex(where: { $0.name == draft }) else { continue }
        files[place].name = name
      case .sync, .verify, .remove, .syncDirectory: break
      }
    }
  }
}
