import Core
import Testing
import WAL

/// A small log in one segment, as the writer makes it, and where its parts lie.
struct SampleLog {
  /// The segment's bytes, its whole length.
  private(set) var file: [UInt8] = []
  /// Offsets behind each batch; the first one is that of the first record.
  private(set) var ends = [SegmentHeader.size]
  /// Payloads of each batch.
  let batches: [[String]]

  static let batches = [["buy 10", "sell 3"], ["cancel"], ["buy 7", "amend", "sell 2 at 101"]]

  init(_ batches: [[String]] = Self.batches, sealed: Bool = false) throws {
    self.batches = batches
    let settings = try #require(
      LogSettings(
        segmentCapacity: HandLaid.capacity, batchCapacity: 512, build: HandLaid.build,
        configuration: HandLaid.configuration))
    let writer = TestLog(LogWriter(settings, seed: 7))
    for batch in batches {
      for payload in batch { try writer.append(payload) }
      perform(try writer.plan())
      writer.didComplete()
    }
    if sealed { perform(try writer.plan(sealing: true)) }
  }

  private mutating func perform(_ plan: [StorageRequest]) {
    for request in plan {
      switch request {
      case .create(_, let size): file = Array(repeating: 0, count: size)
      case .write(_, let offset, let bytes):
        file.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        if offset > 0 { ends.append(offset + bytes.count) }
      case .sync, .rename, .syncDirectory: break
      case .verify, .remove: Issue.record("not a request of a batch: \(request)")
      }
    }
  }
}

/// What recovery made of some bytes.
enum Outcome: Equatable, Sendable {
  case refused(LogDamage.Reason)
  case recovered([String], LogEnd.Tail)

  /// Reads one segment by number 1, payloads of inputs as text.
  init(_ file: [UInt8]) { self.init([file]) }

  /// Reads segments by numbers from 1 on.
  init(_ files: [[UInt8]]) {
    var recovery = LogRecovery()
    var payloads: [String] = []
    do throws(LogDamage) {
      for (place, file) in files.enumerated() {
        try recovery.read(file.span, number: UInt64(place) + 1) { header, payload in
          if header.kind == .input { payloads.append(payload.text) }
        }
      }
    } catch {
      self = .refused(error.reason)
      return
    }
    self = recovery.finish().map { .recovered(payloads, $0.tail) } ?? .recovered([], .open)
  }
}

extension Span<UInt8> {
  /// The bytes as text.
  var text: String {
    String(decoding: indices.map { self[$0] }, as: UTF8.self)
  }
}
