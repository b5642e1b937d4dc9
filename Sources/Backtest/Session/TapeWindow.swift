internal import Core
internal import ExecSim

/// The part of a market's tape that somebody still has to see.
///
/// Two readers go through it: the venue, where an event happens, and the engine, where it arrives.
/// What both have passed is let go when more comes, so memory follows the distance between them
/// and the size of a chunk, not the tape.
struct TapeWindow: Sendable {
  private(set) var events: [Event] = []
  /// Whether nothing more will come.
  private(set) var isComplete = false
  /// Next event of the venue.
  private(set) var venuePlace = 0
  /// Next event of the engine.
  private(set) var enginePlace = 0
  /// When the engine's next events arrive: each drawn once, some ahead. Empty only where the engine
  /// has seen everything.
  private(set) var arrivals = ArrivalQueue()

  /// So many events that everybody has seen are kept, so that moving the others is rare.
  private static let passedLimit = 1024
  /// Arrivals that are drawn at a time.
  private static let ahead = 64

  /// Adds the next stretch of the tape. The first is taken as it is, without a copy.
  mutating func append(_ chunk: [Event], from venue: inout SimulatedVenue) {
    if min(venuePlace, enginePlace) == events.count {
      events = chunk
      (venuePlace, enginePlace) = (0, 0)
    } else {
      dropPassed()
      events.append(contentsOf: chunk)
    }
    if arrivals.isEmpty { drawArrivals(from: &venue) }
  }

  /// Adds the next stretch from where a reader has it.
  mutating func append(_ chunk: borrowing Span<Event>, from venue: inout SimulatedVenue) {
    if min(venuePlace, enginePlace) > Self.passedLimit { dropPassed() }
    events.append(copying: chunk)
    if arrivals.isEmpty { drawArrivals(from: &venue) }
  }

  /// Lets go of what everybody has seen.
  private mutating func dropPassed() {
    let passed = min(venuePlace, enginePlace)
    events.removeFirst(passed)
    venuePlace -= passed
    enginePlace -= passed
  }

  /// Says that nothing more will come.
  mutating func complete() { isComplete = true }

  /// Forgets what nobody has seen: the session is over.
  mutating func end() {
    isComplete = true
    (venuePlace, enginePlace) = (events.count, events.count)
    arrivals = ArrivalQueue()
  }

  /// Whether there is an event that the venue has not seen.
  var hasVenueEvent: Bool { venuePlace < events.count }
  /// When the venue's next event happens.
  var nextVenueTime: Timestamp? { hasVenueEvent ? events[venuePlace].time : nil }

  /// The venue has seen everything before `place`.
  mutating func passVenue(to place: Int) { venuePlace = place }

  /// The engine has seen the next `count` events, whose arrivals were drawn.
  mutating func passEngine(_ count: Int, drawingFrom venue: inout SimulatedVenue) {
    enginePlace += count
    arrivals.removeFirst(count)
    if arrivals.isEmpty { drawArrivals(from: &venue) }
  }

  private mutating func drawArrivals(from venue: inout SimulatedVenue) {
    let events = events  // shared, not copied
    let rest = events.span.extracting(droppingFirst: enginePlace)
    arrivals.refill(min(Self.ahead, rest.count)) { venue.drawArrivals(of: rest, into: &$0) }
  }
}

/// Times in rising order, taken out from the front.
struct ArrivalQueue: Sendable {
  private(set) var times: [Timestamp]
  /// Place of the first that was not taken out.
  private(set) var place = 0

  init(_ times: [Timestamp] = []) { self.times = times }

  var isEmpty: Bool { place == times.count }
  var first: Timestamp? { isEmpty ? nil : times[place] }

  mutating func removeFirst(_ count: Int) { place += count }

  /// Forgets all of them and takes on `count` that `fill` writes.
  mutating func refill(_ count: Int, _ fill: (inout MutableSpan<Timestamp>) -> Void) {
    place = 0
    if times.count > count { times.removeLast(times.count - count) }
    if times.count < count {
      times.append(contentsOf: repeatElement(.zero, count: count - times.count))
    }
    var places = times.mutableSpan
    fill(&places)
  }
}

extension TapeWindow: Persistable {
  /// Writes what somebody still has to see; what both have passed is left out.
  func encode(into writer: inout ByteWriter) {
    let passed = min(venuePlace, enginePlace)
    writer.append(Array(events[passed...]))
    writer.append(isComplete)
    writer.append(venuePlace - passed)
    writer.append(enginePlace - passed)
    writer.append(Array(arrivals.times[arrivals.place...]))
  }

  /// Reads it back; readers beyond the tape and arrivals out of order are refused.
  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    events = try reader.array(of: Event.self)
    isComplete = try reader.flag()
    venuePlace = try reader.index()
    enginePlace = try reader.index()
    guard venuePlace <= events.count, enginePlace <= events.count else {
      throw reader.invalid("place on the tape")
    }
    let times = try reader.array(of: Timestamp.self)
    let isSorted = zip(times, times.dropFirst()).allSatisfy { $0 <= $1 }
    guard isSorted, times.count <= events.count - enginePlace,
      times.isEmpty == (enginePlace == events.count)
    else { throw reader.invalid("arrivals") }
    arrivals = ArrivalQueue(times)
  }
}
