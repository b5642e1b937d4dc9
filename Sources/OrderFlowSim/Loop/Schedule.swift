import Core

/// What is to happen when.
struct Schedule {
  /// Something that is to happen.
  enum Action: Equatable {
    /// An agent looks around; void unless the generation is still the agent's.
    case wake(participant: Int, generation: UInt64)
    /// A message reaches the venue.
    case arrival(Message)
    /// The venue works on the message that waited longest.
    case service
    /// Time ends the phase that was entered as number `entered`.
    case phaseEnd(entered: Int)
    /// Prices and spreads are sampled for the report.
    case sample
  }

  /// Small, because a heap moves its elements about; the actions stay where they are.
  private var queue = PriorityQueue<Appointment>()
  /// Planned actions by place; what stands in a free place means nothing.
  private var stored: [Action] = []
  private var freePlaces: [Int] = []
  private var planned: UInt64 = 0
  /// Number of the venue's work, which is planned once at most; 0 when it is not.
  private var plannedService: UInt64 = 0
  /// Messages on their way.
  private(set) var messagesInFlight = 0

  /// When the next thing happens.
  var nextTime: Timestamp? { queue.first?.time }

  /// Whether that is the venue's work.
  var isServiceNext: Bool { queue.first?.order == plannedService }

  /// Plans an action; of two at the same time, the one planned first happens first.
  mutating func plan(_ action: Action, at time: Timestamp) {
    planned += 1
    if action.isService { plannedService = planned }
    add(action, at: time, order: planned)
  }

  /// Takes the next action.
  mutating func take() -> (time: Timestamp, action: Action)? {
    guard let next = queue.popFirst() else { return nil }
    let action = stored[next.place]
    freePlaces.append(next.place)
    if action.isArrival { messagesInFlight -= 1 }
    if next.order == plannedService { plannedService = 0 }
    return (next.time, action)
  }

  /// Everything planned, next first.
  /// - Complexity: O(n log n).
  var actions: [Action] { queue.sorted.map { stored[$0.place] } }

  private mutating func add(_ action: Action, at time: Timestamp, order: UInt64) {
    if action.isArrival { messagesInFlight += 1 }
    let place = freePlaces.popLast() ?? stored.count
    if place == stored.count { stored.append(action) } else { stored[place] = action }
    queue.insert(Appointment(time: time, order: order, place: place))
  }

  /// When an action is due, and where it is kept.
  private struct Appointment: Comparable, BitwiseCopyable {
    let time: Timestamp
    let order: UInt64
    let place: Int

    static func < (left: Appointment, right: Appointment) -> Bool { left.rank < right.rank }

    /// Time, then order, as one number: which of two comes first is no branch to guess.
    private var rank: Int128 { Int128(time.nanoseconds) << 64 | Int128(order) }
  }

  /// One line of a saved schedule.
  fileprivate struct Entry: Persistable {
    let time: Timestamp
    let order: UInt64
    let action: Action
  }
}

extension Schedule.Action {
  fileprivate var isArrival: Bool {
    switch self {
    case .arrival: true
    case .wake, .service, .phaseEnd, .sample: false
    }
  }

  fileprivate var isService: Bool {
    switch self {
    case .service: true
    case .wake, .arrival, .phaseEnd, .sample: false
    }
  }
}

extension Schedule: Persistable {
  /// Writes everything planned, next first.
  func encode(into writer: inout ByteWriter) {
    writer.append(
      queue.sorted.map { Entry(time: $0.time, order: $0.order, action: stored[$0.place]) })
    writer.append(planned)
  }

  /// Reads it back; refuses any order but the one that `encode` writes.
  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let entries = try reader.array(of: Entry.self)
    for (entry, next) in zip(entries, entries.dropFirst())
    where (entry.time, entry.order) >= (next.time, next.order) {
      throw reader.invalid("order of a schedule")
    }
    planned = try reader.counter()
    // An order given out twice would leave two actions of one moment without an order.
    guard entries.allSatisfy({ $0.order <= planned }) else { throw reader.invalid("planned") }
    for entry in entries { add(entry.action, at: entry.time, order: entry.order) }
    plannedService = entries.first { $0.action.isService }?.order ?? 0
  }
}

extension Schedule.Entry {
  func encode(into writer: inout ByteWriter) {
    time.encode(into: &writer)
    writer.append(order)
    switch action {
    case .wake(let participant, let generation):
      writer.append(UInt8(1))
      writer.append(participant)
      writer.append(generation)
    case .arrival(let message):
      writer.append(UInt8(2))
      message.encode(into: &writer)
    case .service: writer.append(UInt8(3))
    case .phaseEnd(let entered):
      writer.append(UInt8(4))
      writer.append(entered)
    case .sample: writer.append(UInt8(5))
    }
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    time = try Timestamp(decoding: &reader)
    order = try reader.word()
    switch try reader.byte() {
    case 1: action = .wake(participant: try reader.index(), generation: try reader.word())
    case 2: action = .arrival(try Message(decoding: &reader))
    case 3: action = .service
    case 4: action = .phaseEnd(entered: try reader.index())
    case 5: action = .sample
    default: throw reader.invalid("action")  // open set: bytes
    }
  }
}
