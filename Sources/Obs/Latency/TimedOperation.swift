/// The kinds of work that a program times, one histogram each: raw values count from 0.
public protocol TimedOperation: CaseIterable, RawRepresentable, Sendable where RawValue == Int {
  /// Label of its metrics.
  var name: StaticString { get }
}

extension VenueOperation: TimedOperation {}
