/// Why a text is no page of metrics, and where.
public struct ExpositionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Counted from 1.
  public let line: Int
  /// The rule that was broken.
  public let reason: Reason

  /// The ways in which a page can fail.
  public enum Reason: String, Error, Sendable {
    /// A name that does not begin with a letter, `_` or `:`.
    case name = "expected the name of a metric"
    /// Labels that are not `{name="value",…}`.
    case labels = "malformed labels"
    /// Neither a decimal number nor `NaN`, `+Inf`, `-Inf`.
    case value = "expected a number"
    /// Something behind the value that is no time stamp.
    case surplus = "unexpected text behind the value"
    /// More samples than a reader takes.
    case tooMany = "too many samples"
    /// The last line does not end: the page is not whole.
    case unfinished = "the page ends within a line"
    /// No sample at all.
    case empty = "no metrics"
  }

  /// `line 3: expected a number`.
  public var description: String { "line \(line): \(reason.rawValue)" }
}
