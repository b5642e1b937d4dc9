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

  private var queue = PriorityQueue<Entry>()
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
    if action.isArrival { messagesInFlight += 1 }
    if action.isService { plannedService = planned }
    queue.insert(Entry(time: time, order: planned, action: action))
  }

  /// Takes the next action.
  mutating func take() -> (time: Timestamp, action: Action)? {
    guard let entry = queue.popFirst() else { return nil }
    if entry.action.isArrival { messagesInFlight -= 1 }
    if entry.order == plannedService { plannedService = 0 }
    return (entry.time, entry.action)
  }

  /// Everything planned, next first.
  /// - Complexity: O(n log n).
  var actions: [Action] { queue.sorted.map(\.action) }

  fileprivate struct Entry: Comparable, Persistable {
    let time: Timestamp
    let order: UInt64
    let action: Action

    static func < (left: Entry, right: Entry) -> Bool {
      left.time == right.time ? left.order < right.order : left.time < right.time
    }
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
  func encode(into writer: inout ByteWriter) {
    queue.encode(into: &writer)
    writer.append(planned)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    queue = try PriorityQueue(decoding: &reader)
    planned = try reader.counter()
    let entries = queue.sorted
    // An order given out twice would leave two actions of one moment without an order.
    guard entries.allSatisfy({ $0.order <= planned }) else { throw reader.invalid("planned") }
    messagesInFlight = entries.count { $0.action.isArrival }
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
