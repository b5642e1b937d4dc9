import Core

/// What is to happen when: each agent's next look around, the messages on their way, the venue's
/// next work, the end of the phase, and the next sample.
///
/// Of two things planned for the same time, the one planned first happens first.
struct Schedule {
  /// Something that is due.
  enum Action: BitwiseCopyable {
    /// An agent looks around.
    case wake(participant: Int)
    /// A message reaches the venue.
    case arrival
    /// The venue works on the message that waited longest.
    case service
    /// Time ends the phase.
    case phaseEnd
    /// Prices and spreads are sampled for the report.
    case sample
  }

  /// Messages on their way.
  private(set) var messagesInFlight = MessagesInFlight()
  private var wakes: TournamentTree
  private let participants: Int
  private var service = Appointment.never
  private var phaseEnd = Appointment.never
  private var sample = Appointment.never
  private var planned: UInt64 = 0

  /// Nothing planned.
  init(participants: Int) {
    self.participants = participants
    wakes = TournamentTree(participants: participants)
  }

  /// What happens next, and when.
  // Inlined into each of the loops that ask it at every step.
  @inline(__always)
  var next: (time: Timestamp, action: Action)? {
    let (wake, arrival) = (wakes.earliest, messagesInFlight.next)
    // Two by two, because a list of five would be an array.
    let first = min(min(wake, arrival), min(service, min(phaseEnd, sample)))
    guard first != .never else { return nil }
    if first == wake { return (first.time, .wake(participant: wakes.first)) }
    if first == arrival { return (first.time, .arrival) }
    if first == service { return (first.time, .service) }
    return (first.time, first == phaseEnd ? .phaseEnd : .sample)
  }

  /// Whether the venue's work is planned.
  var isServicePlanned: Bool { service != .never }
}

// Whatever but an arrival is planned once at most: planned anew, it is moved. What happens is taken
// out, unless it always plans its next time.
extension Schedule {
  /// An agent looks around next at `time`, or not until another time is planned.
  mutating func planWake(of participant: Int, at time: Timestamp?) {
    wakes[participant] = time.map { appointment(at: $0) } ?? .never
  }

  /// A message will reach the venue.
  mutating func planArrival(of message: Message, at time: Timestamp) {
    messagesInFlight.add(message, due: appointment(at: time))
  }

  /// The message that reaches the venue next.
  mutating func takeArrival() -> Message? { messagesInFlight.take() }

  /// The venue's next work.
  mutating func planService(at time: Timestamp) { service = appointment(at: time) }

  /// The venue is at work.
  mutating func takeService() { service = .never }

  /// The end of the phase.
  mutating func planPhaseEnd(at time: Timestamp) { phaseEnd = appointment(at: time) }

  /// The phase ends.
  mutating func takePhaseEnd() { phaseEnd = .never }

  /// The next look at prices and spreads.
  mutating func planSample(at time: Timestamp) { sample = appointment(at: time) }

  private mutating func appointment(at time: Timestamp) -> Appointment {
    planned += 1
    return Appointment(time: time, order: planned)
  }
}

extension Schedule {
  /// Writes everything planned.
  func encode(into writer: inout ByteWriter) {
    for participant in 0..<participants { wakes[participant].encode(into: &writer) }
    messagesInFlight.encode(into: &writer)
    for appointment in [service, phaseEnd, sample] { appointment.encode(into: &writer) }
    writer.append(planned)
  }

  /// Reads back the schedule of so many participants.
  init(participants: Int, decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.init(participants: participants)
    var appointments: [Appointment] = []
    for participant in 0..<participants {
      appointments.append(try Appointment(decoding: &reader))
      wakes[participant] = appointments[participant]
    }
    messagesInFlight = try MessagesInFlight(decoding: &reader)
    service = try Appointment(decoding: &reader)
    phaseEnd = try Appointment(decoding: &reader)
    sample = try Appointment(decoding: &reader)
    planned = try reader.counter()
    appointments += messagesInFlight.appointments + [service, phaseEnd, sample]
    // An order given out twice would leave two actions of one moment without an order.
    let orders = appointments.filter { $0 != .never }.map(\.order).sorted()
    guard orders.allSatisfy({ $0 <= planned }),
      zip(orders, orders.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw reader.invalid("planned") }
  }
}
