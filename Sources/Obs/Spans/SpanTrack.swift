/// A row of a trace: spans of one row lie apart or inside one another.
public enum SpanTrack: CaseIterable, Sendable, BitwiseCopyable {
  /// What the program's loop does.
  case pipeline
  /// Sampled operations.
  case operations

  /// Name of the row.
  public var name: StaticString {
    switch self {
    case .pipeline: "pipeline"
    case .operations: "operations (sampled)"
    }
  }
}
