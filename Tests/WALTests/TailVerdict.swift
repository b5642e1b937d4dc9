import Testing
import WAL

/// What stands behind the last whole batch, batch 1 with record 1, and what a reader must say.
struct TailVerdict: CustomTestStringConvertible, Sendable {
  enum Part: Sendable {
    case record(HandLaid.Record)
    /// Zeros where a record should be.
    case hole(HandLaid.Record)
  }

  let testDescription: String
  let parts: [Part]
  let outcome: Outcome

  private init(_ description: String, _ parts: [Part], _ outcome: Outcome) {
    testDescription = description
    self.parts = parts
    self.outcome = outcome
  }

  private typealias Record = HandLaid.Record

  private static let unended = Record("b", sequence: 2, batch: 2, ends: false)
  private static let ending = Record("c", sequence: 3, batch: 2)
  private static let later = Record("c", sequence: 3, batch: 3)

  static let table = [
    // No damage.
    TailVerdict("nothing", [], .recovered(["a"], .open)),
    TailVerdict(
      "a whole batch", [.record(unended), .record(ending)], .recovered(["a", "b", "c"], .open)),
    TailVerdict(
      "a seal", [.record(Record("", sequence: 2, batch: 2, kind: 3))], .recovered(["a"], .sealed)),
    // Torn: nothing here can have been acknowledged.
    TailVerdict(
      "a batch without its end", [.record(unended)],
      .recovered(["a"], .torn(.cutShort, bytes: 56))),
    TailVerdict(
      "a batch without its beginning", [.hole(unended), .record(ending)],
      .recovered(["a"], .torn(.cutShort, bytes: 112))),
    TailVerdict(
      "bytes of an earlier use of the disk",
      [.record(Record("b", sequence: 2, batch: 2, generation: 99))],
      .recovered(["a"], .torn(.headerCheck, bytes: 56))),
    // Damaged: what is missing had been acknowledged, or was never written so.
    TailVerdict(
      "a hole and a later batch", [.hole(unended), .record(later)],
      .refused(.acknowledgedRecordLost(laterBatch: 3))),
    TailVerdict(
      "a batch without its end and a later one", [.record(unended), .record(later)],
      .refused(.batchBreak(found: 3))),
    TailVerdict(
      "a hole and an earlier batch",
      [.hole(unended), .record(Record("c", sequence: 3, batch: 1))],
      .refused(.acknowledgedRecordLost(laterBatch: 1))),
    TailVerdict(
      "a number left out", [.record(Record("c", sequence: 3, batch: 2))],
      .refused(.sequenceBreak(found: LogSequence(3)))),
    TailVerdict(
      "a batch left out", [.record(Record("b", sequence: 2, batch: 3))],
      .refused(.batchBreak(found: 3))),
    TailVerdict(
      "an earlier epoch", [.record(Record("b", sequence: 2, batch: 2, epoch: 0))],
      .refused(.epochBreak(found: 0))),
    TailVerdict(
      "another predecessor", [.record(Record("b", sequence: 2, batch: 2, chain: 1))],
      .refused(.chainBreak)),
    TailVerdict(
      "a kind of a later version", [.record(Record("b", sequence: 2, batch: 2, kind: 4))],
      .refused(.unknownRecord)),
  ]
}
