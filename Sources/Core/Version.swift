/// The one place where the release number is written; every program's `--version` prints it.
public enum TrueTape {
  /// Semantic version of this source tree.
  public static let version = "1.0.0"
}
