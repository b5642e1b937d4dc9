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

  /// When the next thing happens.
  var nextTime: Timestamp? { queue.first?.time }

  /// Messages on their way.
  var messagesInFlight: Int {
    var count = 0
    for entry in queue.sorted {
      if case .arrival = entry.action { count += 1 }
    }
    return count
  }

  /// Whether every action names somebody who takes part.
  func isValid(participants: Int) -> Bool {
    queue.sorted.allSatisfy { entry in
      switch entry.action {
      case .wake(let participant, _): participant < participants
      case .arrival(let message): message.isFrom(participants)
      case .service, .phaseEnd, .sample: true
      }
    }
  }

  /// Plans an action; of two at the same time, the one planned first happens first.
  mutating func plan(_ action: Action, at time: Timestamp) {
    planned += 1
    queue.insert(Entry(time: time, order: planned, action: action))
  }

  /// Takes the next action.
  mutating func take() -> (time: Timestamp, action: Action)? {
    queue.popFirst().map { ($0.time, $0.action) }
  }

  fileprivate struct Entry: Comparable, Persistable {
    let time: Timestamp
    let order: UInt64
    let action: Action

    static func < (left: Entry, right: Entry) -> Bool {
      left.time == right.time ? left.order < right.order : left.time < right.time
    }
  }
}

extension Schedule: Persistable {
  func encode(into writer: inout ByteWriter) {
    queue.encode(into: &writer)
    writer.append(planned)
  }

  init(decoding reader: inout ByteReader) throws(DecodingError) {
    queue = try PriorityQueue(decoding: &reader)
    planned = try reader.word()
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

  init(decoding reader: inout ByteReader) throws(DecodingError) {
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
