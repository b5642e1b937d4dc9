/// A row of a trace: spans of one row lie apart or inside one another.
public enum SpanTrack: Int, CaseIterable, Sendable, BitwiseCopyable {
  /// What the program's loop does.
  case pipeline = 1
  /// Sampled operations of the venue.
  case venue = 2

  /// Name of the row.
  public var name: StaticString {
    switch self {
    case .pipeline: "pipeline"
    case .venue: "venue (sampled)"
    }
  }
}
