internal import Core

/// Counts a recording's messages by type, and what of them is odd but legal.
struct LobsterTally {
  private var submissions: UInt64 = 0
  private var partialCancellations: UInt64 = 0
  private var deletions: UInt64 = 0
  private var visibleExecutions: UInt64 = 0
  private var hiddenExecutions: UInt64 = 0
  private var crosses: UInt64 = 0
  private var halts: UInt64 = 0
  private var ordersFromBefore: UInt64 = 0
  /// What is left of each live order; nil of one from before the start, whose size nobody knows.
  private var live = IdentifierMap<Quantity?>()

  mutating func count(_ message: LobsterMessage) {
    switch message.kind {
    case .submission:
      submissions += 1
      live[message.id.rawValue] = .some(message.size)
    case .partialCancellation:
      partialCancellations += 1
      reduce(message)
    case .deletion:
      deletions += 1
      meet(message.id)
      live[message.id.rawValue] = nil
    case .visibleExecution:
      visibleExecutions += 1
      reduce(message)
    case .hiddenExecution: hiddenExecutions += 1
    case .cross: crosses += 1
    case .halt: halts += 1
    }
  }

  var figures: [ImportFigure] {
    [
      ImportFigure("submissions", submissions),
      ImportFigure("partial cancellations", partialCancellations),
      ImportFigure("deletions", deletions),
      ImportFigure("visible executions", visibleExecutions),
      ImportFigure("hidden executions", hiddenExecutions),
      ImportFigure("crosses", crosses),
      ImportFigure("halts", halts),
      ImportFigure("orders from before the start", ordersFromBefore),
    ]
  }

  /// An order that is new to us rested before the start.
  private mutating func meet(_ id: OrderID) {
    guard live[id.rawValue] == nil else { return }
    ordersFromBefore += 1
    live[id.rawValue] = .some(nil)
  }

  private mutating func reduce(_ message: LobsterMessage) {
    meet(message.id)
    guard let left = live[message.id.rawValue] ?? nil else { return }
    live[message.id.rawValue] =
      message.size < left ? .some(left - message.size) : nil
  }
}
