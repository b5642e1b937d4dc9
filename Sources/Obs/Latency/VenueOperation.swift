public import Core

/// What a venue did with a request, as far as its cost goes.
public enum VenueOperation: Int, CaseIterable, Sendable, BitwiseCopyable {
  /// A new order that traded.
  case match = 0
  /// A new order that did not trade: it rests or has expired.
  case insert = 1
  /// An order taken out.
  case cancel = 2
  /// An order changed.
  case amend = 3
  /// A request refused.
  case refuse = 4
  /// Several requests at once, as a venue on a fixed clock handles them.
  case several = 5

  /// Label of its metrics.
  public var name: StaticString {
    switch self {
    case .match: "match"
    case .insert: "insert"
    case .cancel: "cancel"
    case .amend: "amend"
    case .refuse: "refuse"
    case .several: "several"
    }
  }

  /// Told from the events of one piece of work; nil when no request is among them.
  /// - Complexity: O(events).
  public init?(_ events: ArraySlice<Event>) {
    var operation: VenueOperation?
    for event in events {
      let found: VenueOperation? =
        switch event.payload {
        case .newOrder: .insert
        case .cancel: .cancel
        case .amend: .amend
        case .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate,
          .snapshot, .quote, .instrument, .regime, .gap, .drop:
          nil
        }
      switch (found, event.payload) {
      case (.some, _): operation = operation == nil ? found : .several
      case (nil, .trade): if operation == .insert { operation = .match }
      case (nil, .reject): if operation != .several { operation = .refuse }
      case (nil, _): break
      }
    }
    guard let operation else { return nil }
    self = operation
  }
}
