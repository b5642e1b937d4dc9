/// Events in the binary form among other bytes.
enum BinaryEvent {
  /// Bytes that must be there behind the start of an event, whatever they are, so that it can be
  /// read without looking for the end at each field.
  static let windowSize = WordWindow.size

  /// Reads the event that begins at `start`: the number of its bytes, zero where they are no event,
  /// and then `event` and `baseline` hold nothing to be relied on.
  ///
  /// A function of its own: in one that does more, the compiler takes in less.
  @inline(never) static func read(
    _ bytes: borrowing [UInt8], at start: Int, after baseline: inout EventBaseline,
    names: EventNames, into event: inout Event
  ) -> Int {
    WordWindow.with(bytes.span, at: start) { window in
      var fields = BinaryFieldReader(window, after: baseline, names: names)
      do throws(Unreadable) {
        let kind = try fields.kind()
        try fields.envelope(kind, into: &event)
        event.payload = try EventPayload(kind, from: &fields)
      } catch {
        return 0
      }
      baseline = fields.baseline
      return fields.isOutOfBounds ? 0 : fields.size
    } ?? 0
  }

  /// Reads events from `cursor` on, `limit` at most, until `events` is full or one is not what was
  /// written: ends behind `end`, does not follow in sequence, is no event. How many were read;
  /// `cursor` and `baseline` are then behind the last of them.
  @inline(never) static func read(
    _ bytes: borrowing [UInt8], at cursor: inout Int, end: Int, after baseline: inout EventBaseline,
    names: EventNames, limit: Int, into events: inout [Event]
  ) -> Int {
    let most = min(limit, events.count)
    let read = WordWindow.sliding(over: bytes.span) { windows in
      var output = events.mutableSpan
      var (count, start, before) = (0, cursor, baseline)
      while count < most, let window = windows.window(at: start) {
        var fields = BinaryFieldReader(window, after: before, names: names)
        do throws(Unreadable) {
          let kind = try fields.kind()
          try fields.envelope(kind, into: &output[count])
          output[count].payload = try EventPayload(kind, from: &fields)
        } catch {
          break
        }
        guard !fields.isOutOfBounds, fields.size <= end &- start,
          fields.baseline.sequence == before.sequence &+ 1
        else { break }
        before = fields.baseline
        start &+= fields.size
        count &+= 1
      }
      return (count: count, end: start, baseline: before)
    }
    guard let read else { return 0 }
    cursor = read.end
    baseline = read.baseline
    return read.count
  }

  /// Why the event that begins at `start` cannot be read, by a reader that asks behind each field.
  static func reason(
    _ bytes: borrowing [UInt8], at start: Int, after baseline: EventBaseline, names: EventNames
  ) -> TapeError.Reason {
    WordWindow.with(bytes.span, at: start) { window in
      var fields = BinaryFaultFinder(
        BinaryFieldReader(window, after: baseline, names: names), names: names)
      return fields.reason
    } ?? .blockMismatch
  }
}
