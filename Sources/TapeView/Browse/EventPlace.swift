/// An event's place among those of a file that can be read, from 1. On a sound tape it is the
/// event's sequence; behind a damaged line the two part.
public struct EventPlace: BitwiseCopyable, Sendable, Equatable, Comparable {
  /// 1 for the first event.
  public let rawValue: UInt64

  /// The place of the first event.
  public static let first = EventPlace(1)

  /// Wraps a number.
  public init(_ rawValue: UInt64) { self.rawValue = rawValue }

  /// Order in the file.
  public static func < (left: EventPlace, right: EventPlace) -> Bool {
    left.rawValue < right.rawValue
  }

  /// The place so many events further on; held at the first one.
  func moved(by count: Int) -> EventPlace {
    let (moved, overflow) = Int64(clamping: rawValue).addingReportingOverflow(Int64(count))
    return EventPlace(overflow ? UInt64(Int64.max) : UInt64(max(1, moved)))
  }
}
