internal import Core

/// The part of a market's tape that somebody still has to see.
///
/// Two readers go through it: the venue, where an event happens, and the engine, where it arrives.
/// What both have passed is let go when more comes, so memory follows the distance between them
/// and the size of a chunk, not the tape.
struct TapeWindow: Sendable {
  private(set) var events: [Event] = []
  /// Whether nothing more will come.
  var isComplete = false
  /// Next event of the venue.
  var venuePlace = 0
  /// Next event of the engine.
  var enginePlace = 0

  /// Adds the next stretch of the tape. The first is taken as it is, without a copy.
  mutating func append(_ chunk: [Event]) {
    let passed = min(venuePlace, enginePlace)
    if passed == events.count {
      events = chunk
    } else {
      events.removeFirst(passed)
      events.append(contentsOf: chunk)
    }
    venuePlace -= passed
    enginePlace -= passed
  }

  /// Forgets what nobody has seen: the session is over.
  mutating func end() {
    isComplete = true
    (venuePlace, enginePlace) = (events.count, events.count)
  }

  var hasVenueEvent: Bool { venuePlace < events.count }
  var hasEngineEvent: Bool { enginePlace < events.count }
}
