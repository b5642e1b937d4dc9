import Core
import Samples
import Venue
import WAL

/// Logs to begin with, made by the writer.
enum LogSeeds {
  /// Segments one behind the other: a sealed log, one of two segments, a torn tail, a hole before a
  /// later batch.
  static var segments: [FuzzSeed] {
    get throws {
      let records = ["buy 10 at 101", "sell 3", "cancel 1", "amend 1"]
      let one = try log(records, isSealed: true)
      let two = try log((0..<16).map { "order \($0)" }, isSealed: false)
      var torn = try log(records, isSealed: false)
      let place = torn.lastIndex { $0 != 0 } ?? 0
      torn[place] = 0
      var hole = one
      for byte in SegmentHeader.size..<SegmentHeader.size + 64 { hole[byte] = 0 }
      return [
        FuzzSeed("sealed", one), FuzzSeed("two-segments", two), FuzzSeed("torn", torn),
        FuzzSeed("hole", hole),
      ]
    }
  }

  /// Snapshot files without their check, which the target puts there.
  static var snapshots: [FuzzSeed] {
    var (empty, traded) = (VenueMachine(), venue)
    var reports: [VenueReport] = []
    for input in requests(behind: traded) { traded.apply(input, into: &reports) }
    empty.apply(.opened(opening), into: &reports)
    return [("nothing", VenueMachine()), ("open", empty), ("traded", traded)].map { name, venue in
      FuzzSeed(
        name,
        SnapshotFile(sequence: LogSequence(9), configuration: 7, state: venue.encoded()).bytes())
    }
  }

  /// Records of every kind.
  static var inputs: [FuzzSeed] {
    let all = [.opened(opening)] + requests(behind: VenueMachine()) + [venue.halting(at: .zero)]
    return all.enumerated().map { place, input in
      var record: [UInt8] = []
      VenueMachine.encode(input, into: &record)
      return FuzzSeed("input-\(place)", record)
    }
  }

  /// A venue that has opened.
  static var venue: VenueMachine {
    var venue = VenueMachine()
    var reports: [VenueReport] = []
    venue.apply(.opened(opening), into: &reports)
    return venue
  }

  private static var opening: VenueOpening {
    VenueOpening(header: SampleTape.header, note: [1, 2, 3])
  }

  /// Requests that a venue has not handled yet, one of them with a verdict.
  static func requests(behind venue: VenueMachine) -> [VenueInput] {
    StateSeeds.requests.enumerated().map { place, payload in
      let event = Event(
        sequence: TapeSequence(venue.lastRequest.rawValue &+ UInt64(place) &+ 1),
        time: Timestamp(integerLiteral: Int64(place)), source: 1, instrument: 1, payload: payload)
      return .request(event, verdict: place == 3 ? .positionLimit : nil)
    }
  }

  /// The file with a check and a length that fit.
  static func sealed(snapshot bytes: [UInt8]) -> [UInt8] {
    guard bytes.count >= SnapshotFile.headerSize else { return bytes }
    var file = bytes
    file.store(UInt64(file.count - SnapshotFile.headerSize), at: 32)
    var check = CRC32C()
    check.update(file.span.extracting(0..<40))
    check.update(file.span.extracting(SnapshotFile.headerSize..<file.count))
    file.store(UInt64(check.value), at: 40)
    return file
  }

  private static func log(_ payloads: [String], isSealed: Bool) throws -> [UInt8] {
    guard
      let settings = LogSettings(
        segmentCapacity: 768, batchCapacity: 256, build: 1, configuration: 7)
    else { return [] }
    var writer = LogWriter(settings, seed: 3)
    var log: [UInt8] = []
    for (place, payload) in payloads.enumerated() {
      try writer.append(.input, Array(payload.utf8).span)
      guard place % 2 == 1 else { continue }
      perform(writer.nextPlan() ?? [], on: &log)
      writer.didComplete()
    }
    if isSealed { perform(writer.nextPlan(sealing: true) ?? [], on: &log) }
    return log
  }

  /// Performs a plan where all that matters is the bytes of the segment begun last.
  private static func perform(_ plan: [StorageRequest], on log: inout [UInt8]) {
    var start = max(0, log.count - 768)
    for request in plan {
      switch request {
      case .create(_, let size):
        start = log.count
        log += Array(repeating: 0, count: size)
      case .write(_, let offset, let bytes):
        log.replaceSubrange(start + offset..<start + offset + bytes.count, with: bytes)
      case .sync, .verify, .rename, .remove, .syncDirectory: break
      }
    }
  }
}
