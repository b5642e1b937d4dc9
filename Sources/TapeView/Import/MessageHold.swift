internal import Core

/// Holds back a message's last line of the book until it is known to be the last.
///
/// For feeds that mark the end of a message on whatever record comes last, a print or a heartbeat
/// included: the mark `end` belongs on a line of the book.
struct MessageHold {
  /// Most events kept behind a line of the book; then it goes out unmarked.
  private static let capacity = 4_096

  /// A line of the book, then events that are none.
  private var held: [Event] = []

  /// Takes the next event of the message.
  mutating func put(_ event: Event, into tape: inout RecordingTape) {
    let isBookLine = event.kind == .bookUpdate || event.kind == .snapshot
    if isBookLine || held.count >= Self.capacity { flush(into: &tape) }
    if isBookLine || !held.isEmpty { held.append(event) } else { tape.append(event) }
  }

  /// Ends the message.
  mutating func close(into tape: inout RecordingTape) {
    if let line = held.first { held[0].payload = line.payload.markedLast }
    flush(into: &tape)
  }

  /// Lets go of what is held, although the message goes on or was cut off.
  mutating func flush(into tape: inout RecordingTape) {
    for event in held { tape.append(event) }
    held.removeAll(keepingCapacity: true)
  }

  /// Whether something is held.
  var isEmpty: Bool { held.isEmpty }
}

extension EventPayload {
  /// The payload as the last line of its message.
  fileprivate var markedLast: EventPayload {
    switch self {
    case .bookUpdate(var line):
      line.isLast = true
      return .bookUpdate(line)
    case .snapshot(var line):
      line.isLast = true
      return .snapshot(line)
    case .newOrder, .cancel, .amend, .accepted, .amended, .cancelled, .expired, .reject, .fill,
      .trade, .quote, .instrument, .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      return self
    }
  }
}
