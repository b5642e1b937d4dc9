public import Core

/// An event in a browser's list.
public struct TapeRow: Sendable, Equatable {
  /// Where it stands in the file.
  public let place: EventPlace
  /// The event.
  public let event: Event
}
