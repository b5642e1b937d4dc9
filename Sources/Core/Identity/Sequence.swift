/// An event's place on the tape: assigned by the one sequencer, dense from 1. A hole is corruption.
public struct TapeSequence: BitwiseCopyable, Sendable, Equatable, Comparable {
  /// 1 for the first event.
  public let rawValue: UInt64

  /// The place of a tape's first event.
  public static let first = TapeSequence(1)

  /// Wraps a number.
  @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }

  /// The following place. A tape of 2⁶⁴ events wraps; nobody writes one.
  @inlinable public var next: TapeSequence { TapeSequence(rawValue &+ 1) }

  /// Tape order.
  @inlinable public static func < (left: TapeSequence, right: TapeSequence) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The numbers a venue, feed or agent gave its message: `first…last`, mostly one number.
///
/// It may repeat, gap or go back; that is reported, never an error.
public struct SourceSequence: BitwiseCopyable, Sendable, Equatable {
  /// First number covered.
  public let first: UInt64
  /// Last number covered, at least `first` on a canonical tape.
  public let last: UInt64

  /// A range of numbers; nil when it runs backward.
  @inlinable public init?(first: UInt64, last: UInt64) {
    guard first <= last else { return nil }
    self.first = first
    self.last = last
  }

  /// The numbers of a range.
  @inlinable public init(_ numbers: ClosedRange<UInt64>) {
    first = numbers.lowerBound
    last = numbers.upperBound
  }

  /// A single number.
  @inlinable public init(_ number: UInt64) {
    first = number
    last = number
  }
}
