import Core
import Foundation

/// Seeds of random tests: a few fixed ones, more with `SEEDS=n`, one alone with `SEED=n`.
enum Seeds {
  static func of(_ count: Int) -> [UInt64] {
    let environment = ProcessInfo.processInfo.environment
    if let one = environment["SEED"].flatMap(UInt64.init) { return [one] }
    let wanted = environment["SEEDS"].flatMap(Int.init) ?? count
    return (1...max(1, wanted)).map(UInt64.init)
  }

  /// Depth of exhaustive tests: `DEPTH=n`, or as given.
  static func depth(_ usual: Int) -> Int {
    ProcessInfo.processInfo.environment["DEPTH"].flatMap(Int.init) ?? usual
  }
}
