/// Events of a block that were read at once and are taken one by one.
///
/// Reading many in one loop keeps the numbers that they are told against in registers, and what
/// reading costs besides is paid once for all of them.
@usableFromInline struct EventBatch {
  /// Most events that are read at once: 8 KB of them, a part of the first cache.
  private static let size = 64

  /// Never empty: the event taken last must lie somewhere.
  @usableFromInline var events: [Event]
  /// Position of the event taken last.
  @usableFromInline var position = 0
  /// Position of the first of those that were taken together.
  var firstTaken = 0
  /// How many of `events` were read.
  @usableFromInline var count = 1

  /// Holds one event, which was taken.
  init(taken event: Event) { events = [event] }

  /// The event taken last.
  @inlinable @inline(always) var event: Event { events[position] }

  /// Goes on to the next event; false when all were taken.
  @inlinable @inline(always) mutating func advance() -> Bool {
    guard position &+ 1 < count else { return false }
    position &+= 1
    return true
  }

  /// Goes on to the last event, and says how many that were.
  mutating func advanceAll() -> Int {
    let rest = count &- 1 &- position
    position = count &- 1
    return rest
  }

  /// The events that were taken together.
  var taken: Span<Event> {
    @_lifetime(borrow self)
    get { events.span.extracting(min(firstTaken, position)..<position + 1) }
  }

  /// Reads `limit` events at most, while there is room and they are what was written, and takes the
  /// first one; how many were read. With none, nothing has changed that is to be relied on.
  mutating func read(
    _ bytes: borrowing [UInt8], at cursor: inout Int, end: Int, after baseline: inout EventBaseline,
    names: EventNames, limit: Int
  ) -> Int {
    if events.count < Self.size, limit > events.count {
      events = Array(repeating: event, count: Self.size)
    }
    let read = BinaryEvent.read(
      bytes, at: &cursor, end: end, after: &baseline, names: names, limit: limit, into: &events)
    (position, count) = (0, max(1, read))
    return read
  }
}
