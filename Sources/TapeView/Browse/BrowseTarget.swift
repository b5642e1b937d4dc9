public import Core

/// Where a person may wish to be.
public enum BrowseTarget: Sendable, Equatable {
  /// So many rows further down; up when negative.
  case rows(Int)
  /// The first row.
  case start
  /// The last row.
  case end
  /// The first row at or behind a sequence.
  case sequence(TapeSequence)
  /// The first row at or behind a time.
  case time(Timestamp)
  /// So many thousandths of the tape's events further down; up when negative.
  case step(Int)
  /// Behind so many thousandths of the tape's events.
  case share(Int)
  /// The next row with trouble.
  case anomaly(BrowseDirection)
  /// The next row about an order.
  case order(OrderID, BrowseDirection)
}

/// Which way to look.
public enum BrowseDirection: Sendable {
  /// Towards the end.
  case down
  /// Towards the beginning.
  case up
}

/// A wish on its way.
enum BrowseGoal {
  case rows(Int)
  /// The window is `isOpen` once it begins at or before the place.
  case place(EventPlace, isOpen: Bool)
  case end
  case sequence(TapeSequence)
  case time(Timestamp)
  case step(Int)
  case share(Int)
  /// Looks beyond `from`, in the piece `next` or one behind it.
  case search(Subject, BrowseDirection, from: EventPlace, next: Int)

  enum Subject {
    case anomaly
    case order(OrderID)
  }
}
