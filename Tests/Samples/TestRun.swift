import Foundation

/// How this run of the tests was asked for: the only place where tests read the environment for it.
public enum TestRun {
  /// Seed of every random test: `SEED`, or a fixed one, so that runs are alike. Tests print it in
  /// the comment of each expectation that depends on it.
  public static let seed = number("SEED") ?? 20_260_101

  /// How much larger than usual random tests are: `SCALE`, 1 by default, 10 in `scripts/check full`.
  public static let scale = Int(number("SCALE") ?? 1)

  /// Whether checks that are too long for a debug build were asked for: `SCALE` above 1.
  public static var isLong: Bool { scale > 1 }

  /// Whether goldens are rewritten instead of compared: `RECORD=1`. The diff is then reviewed.
  public static let records = ProcessInfo.processInfo.environment["RECORD"] == "1"

  /// A recorded tape (`.rpl`) that a test is to be held on: `TAPE`; nil where none was named.
  public static let tape = ProcessInfo.processInfo.environment["TAPE"]

  /// A time in milliseconds that was asked for under a name of the environment; nil for none.
  public static func milliseconds(_ name: String) -> Int64? {
    number(name).flatMap(Int64.init(exactly:))
  }

  /// Seeds of a test that runs once for each: `count` times the scale, or `SEED` alone.
  public static func seeds(_ count: Int) -> [UInt64] {
    if let one = number("SEED") { return [one] }
    return (1...max(1, count * scale)).map(UInt64.init)
  }

  /// Depth of an exhaustive test: one more for each factor of ten in the scale.
  public static func depth(_ usual: Int) -> Int { usual + String(scale).count - 1 }

  private static func number(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap(UInt64.init)
  }
}
