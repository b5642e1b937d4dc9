/// One place of a frame: a character and its style.
public struct Cell: BitwiseCopyable, Sendable, Equatable {
  /// What stands there.
  public let scalar: Unicode.Scalar
  /// How it looks.
  public let style: Style
  /// Columns that the character takes: 1 or 2; 0 for the right half of the wide one before it.
  public let columns: UInt8

  /// A space in the terminal's own colours.
  public static let blank = Cell(" ", .plain)

  init(_ scalar: Unicode.Scalar, _ style: Style, columns: Int = 1) {
    self.scalar = scalar
    self.style = style
    self.columns = UInt8(truncatingIfNeeded: columns)
  }
}
