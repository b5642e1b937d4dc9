/// An event that was read in the binary form.
struct BinaryEvent: BitwiseCopyable {
  /// The event.
  let event: Event
  /// How many bytes it has.
  let size: Int
  /// What the next event is told against.
  let baseline: EventBaseline

  /// Bytes that must be there behind the start of an event, whatever they are, so that it can be
  /// read without looking for the end at each field.
  static let windowSize = WordWindow.size

  /// Reads the event that begins at `start`; nil where the bytes are no event. A function of its
  /// own: in one that does more, the compiler takes in less.
  @inline(never) init?(
    _ bytes: Span<UInt8>, at start: Int, after baseline: EventBaseline, names: EventNames
  ) {
    guard let window = WordWindow(bytes, at: start) else { return nil }
    var fields = BinaryFieldReader(window, after: baseline, names: names)
    do throws(Unreadable) { event = try fields.event() } catch { return nil }
    guard fields.faults.isEmpty else { return nil }
    size = fields.size
    self.baseline = fields.baseline
  }

  /// Why the event that begins at `start` cannot be read.
  static func reason(
    _ bytes: Span<UInt8>, at start: Int, after baseline: EventBaseline, names: EventNames
  ) -> TapeError.Reason {
    guard let window = WordWindow(bytes, at: start) else { return .blockMismatch }
    guard EventKind(rawValue: UInt8(truncatingIfNeeded: window.word(at: 0) >> 3 & 31)) != nil
    else { return .unknownKind }
    var fields = BinaryFieldReader(window, after: baseline, names: names)
    _ = try? fields.event()
    return fields.faults.reason
  }
}
