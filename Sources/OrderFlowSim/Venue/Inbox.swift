import Core

/// The venue's bounded queue of messages, and what happens when it is full.
package struct Inbox {
  /// What became of a message that arrived.
  package enum Outcome: Equatable {
    /// It waits.
    case queued
    /// It waits, and the message that had waited longest was thrown away for it.
    case queuedInstead(of: Message)
    /// It was thrown away.
    case dropped
    /// It was refused, and its sender is told.
    case refused
    /// It must wait with its sender.
    case blocked
  }

  private let settings: InboxSettings
  private var queue = RingQueue<Message>()
  /// Messages waiting with their senders, oldest first; only the blocking policy uses it.
  private var senders = RingQueue<Message>()

  package init(_ settings: InboxSettings) { self.settings = settings }

  /// Messages waiting inside.
  package var depth: Int { queue.count }
  /// Messages waiting outside.
  package var blockedCount: Int { senders.count }

  /// Messages waiting inside, oldest first.
  package var queued: [Message] { Self.messages(queue) }
  /// Messages waiting outside, oldest first.
  package var blocked: [Message] { Self.messages(senders) }

  /// Takes a message in, or says what happened instead.
  package mutating func receive(_ message: Message) -> Outcome {
    guard queue.count >= Int(settings.capacity) else {
      queue.append(message)
      return .queued
    }
    switch settings.overflow {
    case .dropNewest: return .dropped
    case .reject: return .refused
    case .block:
      senders.append(message)
      return .blocked
    case .dropOldest:
      let oldest = queue.popFirst()
      queue.append(message)
      return oldest.map(Outcome.queuedInstead) ?? .queued
    }
  }

  /// The message that waited longest; `unblocked` is the one that its leaving let in.
  package mutating func take() -> (message: Message, unblocked: Message?)? {
    guard let message = queue.popFirst() else { return nil }
    guard let unblocked = senders.popFirst() else { return (message, nil) }
    queue.append(unblocked)
    return (message, unblocked)
  }

  private static func messages(_ queue: RingQueue<Message>) -> [Message] {
    (0..<queue.count).compactMap { queue[$0] }
  }
}

extension Inbox {
  func encode(into writer: inout ByteWriter) {
    queue.encode(into: &writer)
    senders.encode(into: &writer)
  }

  init(_ settings: InboxSettings, decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.settings = settings
    queue = try RingQueue(decoding: &reader)
    senders = try RingQueue(decoding: &reader)
  }
}
