import Core

/// The venue's bounded queue of messages, and what happens when it is full.
struct Inbox {
  /// What became of a message that arrived.
  enum Outcome: Equatable {
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
  private var blocked = RingQueue<Message>()

  init(_ settings: InboxSettings) { self.settings = settings }

  /// Messages waiting inside.
  var depth: Int { queue.count }
  /// Messages waiting outside.
  var blockedCount: Int { blocked.count }

  /// Whether every message is from one of so many participants.
  func isValid(_ participants: Int) -> Bool {
    queue.firstPosition { !$0.isFrom(participants) } == nil
      && blocked.firstPosition { !$0.isFrom(participants) } == nil
  }

  /// Takes a message in, or says what happened instead.
  mutating func receive(_ message: Message) -> Outcome {
    guard queue.count >= Int(settings.capacity) else {
      queue.append(message)
      return .queued
    }
    switch settings.overflow {
    case .dropNewest: return .dropped
    case .reject: return .refused
    case .block:
      blocked.append(message)
      return .blocked
    case .dropOldest:
      let oldest = queue.popFirst()
      queue.append(message)
      return oldest.map(Outcome.queuedInstead) ?? .queued
    }
  }

  /// The message that waited longest; `unblocked` is the one that its leaving let in.
  mutating func take() -> (message: Message, unblocked: Message?)? {
    guard let message = queue.popFirst() else { return nil }
    let unblocked = blocked.popFirst()
    if let unblocked { queue.append(unblocked) }
    return (message, unblocked)
  }
}

extension Inbox {
  func encode(into writer: inout ByteWriter) {
    queue.encode(into: &writer)
    blocked.encode(into: &writer)
  }

  init(_ settings: InboxSettings, decoding reader: inout ByteReader) throws(DecodingError) {
    self.settings = settings
    queue = try RingQueue(decoding: &reader)
    blocked = try RingQueue(decoding: &reader)
  }
}
