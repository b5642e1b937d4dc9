/// Counts values in cells that widen with the value: exact below 128, then 64 cells to each power
/// of two, so that whatever 64 bits hold is told to within 0.8 %.
///
/// The layout of HdrHistogram (Tene) at one resolution for all, so that any two merge. Memory is
/// fixed at 30 KB and recording allocates nothing. Count, sum, least and greatest are exact.
///
///     value    0 … 127   128 … 255   256 … 511   512 … 1023   …   2⁶³ … 2⁶⁴−1
///     width    1         2           4           8                2⁵⁷
public struct LogLinearHistogram: Sendable, Equatable {
  /// How many cells there are.
  public static let cellCount = 3776

  @usableFromInline var cells = [UInt64](repeating: 0, count: cellCount)
  /// How many values were recorded; wraps at 2⁶⁴, a value each nanosecond for 580 years.
  public var count: UInt64 { recorded }
  @usableFromInline var recorded: UInt64 = 0
  /// Sum of the values recorded: 2⁶⁴ values of 64 bits fit.
  public var sum: UInt128 { total }
  @usableFromInline var total: UInt128 = 0
  @usableFromInline var least = UInt64.max
  @usableFromInline var greatest: UInt64 = 0

  /// An empty histogram.
  public init() {}

  /// Counts one value.
  /// - Complexity: O(1), no branch on the value.
  @inlinable public mutating func record(_ value: UInt64) {
    cells[Self.cell(of: value)] &+= 1
    recorded &+= 1
    total &+= UInt128(value)
    least = min(least, value)
    greatest = max(greatest, value)
  }

  /// Counts a value `times` times, such as the nanoseconds for which something held.
  public mutating func record(_ value: UInt64, times: UInt64) {
    guard times > 0 else { return }
    cells[Self.cell(of: value)] &+= times
    recorded &+= times
    total &+= UInt128(value) &* UInt128(times)
    least = min(least, value)
    greatest = max(greatest, value)
  }

  /// Counts everything that `other` counted; in any order the same.
  /// - Complexity: O(`cellCount`).
  public mutating func merge(_ other: borrowing LogLinearHistogram) {
    for index in 0..<Self.cellCount { cells[index] &+= other.cells[index] }
    recorded &+= other.recorded
    total &+= other.total
    least = min(least, other.least)
    greatest = max(greatest, other.greatest)
  }

  /// The cell that a value falls into, ascending with the value.
  ///
  /// A value of more than seven bits is shifted down to seven, the first of which is set; a shift
  /// more is 64 cells further. The shift is at most 57 and the result below `cellCount`.
  @inlinable public static func cell(of value: UInt64) -> Int {
    let shift = 57 &- (value | 64).leadingZeroBitCount
    return shift &* 64 &+ Int(truncatingIfNeeded: value >> UInt64(truncatingIfNeeded: shift))
  }

  /// The values that fall into a cell.
  public static func values(ofCell index: Int) -> ClosedRange<UInt64> {
    let shift = UInt64(max(0, index / 64 - 1))
    let first = (UInt64(index) - shift * 64) << shift
    return first...first + (1 << shift - 1)
  }
}
