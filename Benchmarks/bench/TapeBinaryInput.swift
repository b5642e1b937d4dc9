import Core
import Measurement

/// Input of the binary form's benchmarks: the tape of the text form's two, many times over, so that
/// a pass takes long enough to be timed.
struct TapeBinaryInput {
  let bytes: [UInt8]
  let eventCount: Int
  /// What the tape must hash to, by the events alone.
  let hash: UInt64

  init(_ scale: MeasurementPlan.Scale) {
    let text = TapeTextInput(scale)
    let rounds: UInt64 =
      switch scale {
      case .full: 8
      case .smoke: 1
      }
    var writer = BinaryTapeWriter(text.header)
    var bytes: [UInt8] = []
    var hash = TraceHash()
    writer.begin(into: &bytes)
    for round in 0..<rounds {
      for event in text.events {
        var event = event
        event.sequence = TapeSequence(
          event.sequence.rawValue + round * UInt64(text.events.count))
        hash.fold(event)
        // An event that is refused is missing from the count, which the verifying pass notices.
        try? writer.write(event, into: &bytes)
      }
    }
    writer.finish(into: &bytes)
    self.bytes = bytes
    eventCount = Int(rounds) * text.events.count
    self.hash = hash.value
  }
}
