// A type per meaning, so that no limit can be passed for another.

/// Exposure as a multiple of equity, in hundredths: 250 is two and a half times.
public struct Leverage: BitwiseCopyable, Sendable, Equatable {
  /// Hundredths.
  public let hundredths: UInt32

  /// Nil for zero: no exposure at all is what `halt` is for.
  public init?(hundredths: UInt32) {
    guard hundredths > 0 else { return nil }
    self.hundredths = hundredths
  }
}

/// A part of a price or of a value, in hundredths of a percent.
public struct BasisPoints: BitwiseCopyable, Sendable, Equatable {
  /// Hundredths of a percent.
  public let count: UInt32

  /// Nil for zero and above 1,000,000, a hundred times the whole.
  public init?(_ count: UInt32) {
    guard (1...1_000_000).contains(count) else { return nil }
    self.count = count
  }
}

/// How many orders may work at a time.
public struct OrderCount: BitwiseCopyable, Sendable, Equatable, Comparable {
  /// So many.
  public let rawValue: UInt32

  /// Most that the gate keeps at all, whatever is allowed.
  public static let capacity = OrderCount(unchecked: 65_536)

  private init(unchecked rawValue: UInt32) { self.rawValue = rawValue }

  /// Nil for zero and above `capacity`.
  public init?(_ rawValue: UInt32) {
    guard rawValue > 0, rawValue <= Self.capacity.rawValue else { return nil }
    self.rawValue = rawValue
  }

  /// Numeric order.
  public static func < (left: OrderCount, right: OrderCount) -> Bool {
    left.rawValue < right.rawValue
  }
}
