import Core
import Measurement
import Workloads

/// Input of the text codec's two benchmarks: the same tape as events and as text.
struct TapeTextInput {
  let header: TapeHeader
  let events: [Event]
  let text: [UInt8]
  /// What the tape must hash to, by the events alone.
  let hash: UInt64

  init(_ scale: MeasurementPlan.Scale) {
    let count: UInt32 =
      switch scale {
      case .full: 100_000
      case .smoke: 1_000
      }
    let tape = WorkloadTape(.generate(flavour: .mixed, count: count, seed: 42))
    header = tape.header
    events = tape.events
    // A tape that cannot be written is empty, which the verifying passes notice.
    text = (try? tape.text()) ?? []
    var hash = TraceHash()
    for event in events { hash.fold(event) }
    self.hash = hash.value
  }

  func check(_ found: UInt64) throws(WrongResult) -> UInt64 {
    guard found == hash else { throw WrongResult(expected: "\(hash)", found: "\(found)") }
    return found
  }
}
