import Foundation

/// How this run of the tests was asked for, by its environment.
public enum TestRun {
  /// Seed of every random test: `SEED`, or a fixed one, so that runs are alike. Tests print it in
  /// the comment of each expectation that depends on it.
  public static let seed = number("SEED") ?? 20_260_101

  /// How much larger than usual random tests are: `SCALE`, 1 by default.
  public static let scale = Int(number("SCALE") ?? 1)

  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap(UInt64.init)
  }
}
