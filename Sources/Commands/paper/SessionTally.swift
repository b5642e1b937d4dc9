import Core

/// What is on a session's tape, counted.
struct SessionTally {
  private(set) var total: UInt64 = 0
  private var kinds = [UInt64](repeating: 0, count: 256)
  private var reasons = [UInt64](repeating: 0, count: 256)
  private var words = [UInt64](repeating: 0, count: 256)

  mutating func take(_ events: [Event]) {
    total &+= UInt64(events.count)
    for event in events {
      kinds[Int(event.kind.rawValue)] += 1
      if case .reject(let reject) = event.payload { reasons[Int(reject.reason.rawValue)] += 1 }
      if case .operatorCommand(let command) = event.payload {
        words[Int(command.command.rawValue)] += 1
      }
    }
  }

  subscript(kind: EventKind) -> UInt64 { kinds[Int(kind.rawValue)] }
  subscript(reason: RejectReason) -> UInt64 { reasons[Int(reason.rawValue)] }
  subscript(word: OperatorWord) -> UInt64 { words[Int(word.rawValue)] }
}
