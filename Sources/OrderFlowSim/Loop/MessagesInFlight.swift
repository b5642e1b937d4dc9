import Core

/// Messages on their way to the venue, the one that arrives next first.
struct MessagesInFlight {
  /// Small, because a heap moves its elements about; the messages stay where they are.
  private var queue = PriorityQueue<Arrival>()
  /// Messages by place; what stands in a free place means nothing.
  private var stored: [Message] = []
  private var freePlaces: [Int] = []

  /// How many there are.
  var count: Int { queue.count }

  /// When the next one arrives.
  var next: Appointment { queue.first?.due ?? .never }

  /// When each arrives, next first.
  /// - Complexity: O(n log n).
  var appointments: [Appointment] { queue.sorted.map(\.due) }

  /// The messages, next first.
  /// - Complexity: O(n log n).
  var messages: [Message] { queue.sorted.map { stored[$0.place] } }

  /// Adds a message.
  mutating func add(_ message: Message, due: Appointment) {
    let place = freePlaces.popLast() ?? stored.count
    if place == stored.count { stored.append(message) } else { stored[place] = message }
    queue.insert(Arrival(due: due, place: place))
  }

  /// Takes the message that arrives next.
  mutating func take() -> Message? {
    guard let next = queue.popFirst() else { return nil }
    freePlaces.append(next.place)
    return stored[next.place]
  }

  /// When a message arrives, and where it is kept.
  private struct Arrival: Comparable, BitwiseCopyable {
    let due: Appointment
    let place: Int

    static func < (left: Arrival, right: Arrival) -> Bool { left.due < right.due }
  }

  /// One line of what is saved.
  fileprivate struct Entry: Persistable {
    let due: Appointment
    let message: Message
  }
}

extension MessagesInFlight: Persistable {
  /// Writes the messages, next first.
  func encode(into writer: inout ByteWriter) {
    writer.append(queue.sorted.map { Entry(due: $0.due, message: stored[$0.place]) })
  }

  /// Reads them back; refuses any order but the one that `encode` writes.
  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    let entries = try reader.array(of: Entry.self)
    for (entry, next) in zip(entries, entries.dropFirst()) where entry.due >= next.due {
      throw reader.invalid("order of messages on their way")
    }
    for entry in entries { add(entry.message, due: entry.due) }
  }
}

extension MessagesInFlight.Entry {
  func encode(into writer: inout ByteWriter) {
    due.encode(into: &writer)
    message.encode(into: &writer)
  }

  init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    due = try Appointment(decoding: &reader)
    message = try Message(decoding: &reader)
  }
}
