/// Counts breaches of invariants while a system runs: our own bugs, which must be noticed, shown and
/// survived, not crashed upon.
///
/// The first breach of each invariant keeps its story; whoever owns the system looks at `mustHalt`
/// before anything leaves the building.
public struct InvariantMonitor: Sendable, Equatable {
  /// One breach, with what is needed to look into it.
  public struct Breach: Sendable, Equatable {
    /// Id of the invariant, as in INVARIANTS.md.
    public let invariant: String
    /// Where on the tape it was noticed.
    public let sequence: TapeSequence
    /// What was found: the values that contradict each other.
    public let detail: String
    /// The last events before it, oldest first, as lines for people.
    public let context: [String]
  }

  /// How often one invariant was looked at and found broken.
  public struct Row: Sendable, Equatable {
    /// Id of the invariant.
    public let invariant: String
    /// Whether a breach of it means that money may be wrong.
    public let stakesMoney: Bool
    /// How many breaches there were.
    public fileprivate(set) var breaches: UInt64 = 0
    /// The first of them.
    public fileprivate(set) var sample: Breach?
  }

  /// One row for each invariant that is watched, in the order in which they were named.
  public private(set) var rows: [Row]
  /// How many checks were made, whatever they found.
  public private(set) var checkCount: UInt64 = 0
  /// Whether money may be wrong: nothing more should leave, and an operator has to look. Never taken
  /// back by the monitor.
  public private(set) var mustHalt = false

  /// Watches these invariants; each breach of one that stakes money raises `mustHalt`.
  public init(_ invariants: [(id: String, stakesMoney: Bool)]) {
    rows = invariants.map { Row(invariant: $0.id, stakesMoney: $0.stakesMoney) }
  }

  /// How many breaches there were in all.
  public var breachCount: UInt64 { rows.reduce(0) { $0 + $1.breaches } }

  /// Counts one check of the invariant at `place`, and a breach unless it holds. Detail and context
  /// are made only for the first breach.
  /// - Complexity: O(1); allocates only for a sample.
  @inlinable public mutating func check(
    _ place: Int, _ holds: Bool, at sequence: TapeSequence, _ detail: @autoclosure () -> String,
    context: @autoclosure () -> [String] = []
  ) {
    looked()
    if !holds { breached(place, at: sequence, detail, context) }
  }

  @usableFromInline mutating func looked() { checkCount &+= 1 }

  @usableFromInline mutating func breached(
    _ place: Int, at sequence: TapeSequence, _ detail: () -> String, _ context: () -> [String]
  ) {
    guard rows.indices.contains(place) else { return }
    rows[place].breaches += 1
    if rows[place].stakesMoney { mustHalt = true }
    guard rows[place].sample == nil else { return }
    rows[place].sample = Breach(
      invariant: rows[place].invariant, sequence: sequence, detail: detail(), context: context())
  }
}
