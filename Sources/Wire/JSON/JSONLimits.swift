/// How much a JSON text may ask of its reader. Beyond a limit it is refused, never cut.
public struct JSONLimits: Sendable, Equatable {
  /// Bytes of the whole text.
  public var size: Int
  /// Arrays and objects inside one another; never above `depthCeiling`.
  public var depth: Int
  /// Members of one object, or elements of one array.
  public var members: Int
  /// Bytes of one number.
  public var numberLength: Int

  /// The reader calls itself once a level, so that no caller may ask for more than this.
  public static let depthCeiling = 512

  /// Enough for configuration, reports and a venue's answers: 4 MiB, 64 levels, 262,144 members,
  /// numbers of 512 digits. The worst text found, `[0],` repeated, takes 21 times its size in memory.
  public static let standard = JSONLimits(
    size: 4_194_304, depth: 64, members: 262_144, numberLength: 512)

  /// Takes every limit.
  public init(size: Int, depth: Int, members: Int, numberLength: Int) {
    self.size = size
    self.depth = depth
    self.members = members
    self.numberLength = numberLength
  }
}
