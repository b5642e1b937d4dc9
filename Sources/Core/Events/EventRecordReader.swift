/// Reads events that stand alone, such as the records of a log, one after the other, and allocates
/// nothing once it is warm.
///
/// Takes exactly what `Event.encode(into:)` writes, as `Event(decoding:)` does.
public struct EventRecordReader: Sendable {
  private var window: [UInt8] = Array(repeating: 0, count: 512)
  private var canonical: [UInt8] = []

  /// A reader that has read nothing.
  public init() {}

  /// The event that begins the bytes, and how many of them it takes; nil where there is none.
  /// - Complexity: O(event).
  public mutating func event(in bytes: Span<UInt8>) -> (event: Event, size: Int)? {
    let count = min(bytes.count, BinaryFieldWriter.maximumSize)
    var places = window.mutableSpan
    for place in 0..<count { places[place] = bytes[place] }
    // The window is longer than any event; what is left of an earlier one must not be read as this
    // one's.
    for place in count..<min(places.count, count + BinaryFieldWriter.maximumSize) {
      places[place] = 0
    }
    var event = Event(
      sequence: .first, time: .zero, instrument: nil, payload: .gap(Gap(missing: SourceSequence(0)))
    )
    var baseline = EventBaseline()
    let size = BinaryEvent.read(
      window, at: 0, after: &baseline, names: EventNames(), into: &event)
    guard size > 0, size <= count, isCanonical(event, size),
      event.instrument != nil || event.kind.concernsMarket
    else { return nil }
    return (event, size)
  }

  private mutating func isCanonical(_ event: Event, _ size: Int) -> Bool {
    canonical.removeAll(keepingCapacity: true)
    var fields = BinaryFieldWriter(after: EventBaseline(), names: EventNames())
    fields.event(event)
    fields.finish(into: &canonical)
    guard canonical.count == size else { return false }
    let (left, right) = (canonical.span, window.span)
    for place in 0..<size where left[place] != right[place] { return false }
    return true
  }
}
