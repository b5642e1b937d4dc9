/// What a common workload asks of a book most: everything, arrivals, removals, or trades.
///
/// The raw value is the number that stands in the file's header.
public enum WorkloadFlavour: UInt32, CaseIterable, Sendable {
  case mixed = 0
  case insert = 1
  case cancel = 2
  case match = 3

  /// The word for it in benchmark names and files.
  public var name: String {
    switch self {
    case .mixed: "mixed"
    case .insert: "insert"
    case .cancel: "cancel"
    case .match: "match"
    }
  }

  /// The row of the generator's table.
  var mix: WorkloadMix {
    switch self {
    case .mixed:
      WorkloadMix(
        passivePerMille: 550, cancelPerMille: 350, drifts: true, prefill: 10_000,
        aggressiveQuantityLimit: 200)
    case .insert:
      WorkloadMix(
        passivePerMille: 1000, cancelPerMille: 0, drifts: false, prefill: 0,
        aggressiveQuantityLimit: 1)
    case .cancel:
      WorkloadMix(
        passivePerMille: 512, cancelPerMille: 468, drifts: true, prefill: 20_000,
        aggressiveQuantityLimit: 100)
    case .match:
      WorkloadMix(
        passivePerMille: 640, cancelPerMille: 60, drifts: true, prefill: 10_000,
        aggressiveQuantityLimit: 250)
    }
  }
}

/// How often each kind of message comes, in thousandths; what is left over is aggressive.
struct WorkloadMix {
  let passivePerMille: UInt32
  let cancelPerMille: UInt32
  /// Whether the price around which orders are placed wanders.
  let drifts: Bool
  /// Messages at the start that only fill the book.
  let prefill: Int
  let aggressiveQuantityLimit: UInt32
}
