public import Core

/// Events whose receive time on the tape lies before they happened, as they were handed to the engine:
/// two clocks that disagree, and a look ahead for whoever believes them.
public struct FeedLeads: BitwiseCopyable, Sendable, Equatable {
  /// How many of all events.
  public private(set) var count: UInt64 = 0
  /// By how much at most.
  public private(set) var longest = Nanoseconds.zero

  /// None yet.
  public init() {}

  mutating func note(leaving time: Timestamp, arriving arrival: Timestamp) {
    count &+= 1
    longest = max(longest, time.since(arrival))
  }

  /// What has to be said of it; nil where there was none.
  public var sentence: String? {
    guard count > 0 else { return nil }
    return "look ahead: \(count) events were received before they happened, by up to "
      + "\(longest.count) ns: the tape's clocks disagree; without receive times the feed model holds"
  }
}

extension FeedLeads: Persistable {
  /// Writes both.
  public func encode(into writer: inout ByteWriter) {
    writer.append(count)
    longest.encode(into: &writer)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    count = try reader.word()
    longest = try Nanoseconds(decoding: &reader)
    guard longest >= .zero, (count > 0) == (longest > .zero) else { throw reader.invalid("leads") }
  }
}
