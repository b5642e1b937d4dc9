/// Constants of the `.rpl` text form; the grammar is drawn in docs/formats/tape.md.
public enum TapeGrammar {
  /// Longest legal line, its line feed not counted.
  public static let maximumLineLength = 1024
  /// A `#hash` line stands after every so many events.
  public static let checkpointInterval: UInt64 = 65_536
}
