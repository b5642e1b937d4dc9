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
    for index in events.indices {
      switch events[index].kind {
      case .newOrder: operation = operation == nil ? .insert : .several
      case .cancel: operation = operation == nil ? .cancel : .several
      case .amend: operation = operation == nil ? .amend : .several
      case .trade: if operation == .insert { operation = .match }
      case .reject: if operation != .several { operation = .refuse }
      case .accepted, .amended, .cancelled, .expired, .fill, .bookUpdate, .snapshot, .quote,
        .instrument, .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand,
        .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
        break
      }
    }
    guard let operation else { return nil }
    self = operation
  }
}
