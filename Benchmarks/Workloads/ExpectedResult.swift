/// A file of the common workload with the results that every right book has on it.
///
/// The figures of two million messages with seed 42 are those published with the workload
/// (WORKLOAD.md, "Expected results", by the author of the C generator `lobgen.c`); those of the
/// short files were printed by the same C generator. None of them was computed by this package.
public struct ExpectedResult: Sendable {
  /// What the messages ask most.
  public let flavour: WorkloadFlavour
  /// Messages in the file.
  public let count: UInt32
  /// Where the generator's chance began.
  public let seed: UInt64
  /// Digest of the file, 64 hexadecimal digits.
  public let sha256: String
  /// What a replay comes to.
  public let totals: WorkloadTotals

  /// Makes the workload whose results these are.
  public func generate() -> Workload {
    .generate(flavour: flavour, count: count, seed: seed)
  }

  /// Two million messages, seed 42: what published measurements stand on.
  public static func full(_ flavour: WorkloadFlavour) -> ExpectedResult {
    switch flavour {
    case .mixed: fullMixed
    case .insert: fullInsert
    case .cancel: fullCancel
    case .match: fullMatch
    }
  }

  /// 50,000 messages, seed 42: past every prefill, short enough for a debug build.
  public static func short(_ flavour: WorkloadFlavour) -> ExpectedResult {
    switch flavour {
    case .mixed: shortMixed
    case .insert: shortInsert
    case .cancel: shortCancel
    case .match: shortMatch
    }
  }
}
