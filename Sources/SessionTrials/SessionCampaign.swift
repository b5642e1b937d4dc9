internal import Backtest
public import Core
internal import Engine
internal import FaultSim
internal import Node
internal import Risk

/// Session after session, each with the next seed: run once as if nothing could fail, then stopped,
/// crashed and brought back, until it ends; what comes of both has to be one.
public struct SessionCampaign: Sendable {
  /// What a campaign came to.
  public struct Report: Sendable, Equatable {
    /// Sessions that were run.
    public fileprivate(set) var sessions = 0
    /// Of those, run twice from their seed alone.
    public fileprivate(set) var repeated = 0
    /// Inputs that were taken in by uninterrupted sessions.
    public fileprivate(set) var inputs = 0
    /// How often a log was brought back.
    public fileprivate(set) var recoveries = 0
    /// Orders, amends and cancels that were sent.
    public fileprivate(set) var requests: UInt64 = 0
    /// Fills of our orders.
    public fileprivate(set) var fills: UInt64 = 0
    /// Requests that risk denied.
    public fileprivate(set) var denials: UInt64 = 0
    /// Sessions in which the kill switch tripped.
    public fileprivate(set) var trips = 0
    /// Folds state and tape of each session: two campaigns that share it did the same.
    public fileprivate(set) var trace = TraceHash()
    /// Broken promises, each with its seed; the first few are kept.
    public fileprivate(set) var violations: [String] = []
    /// How many there were.
    public fileprivate(set) var violationCount = 0
  }

  /// What came of it so far.
  public private(set) var report = Report()
  /// The next session's seed.
  public private(set) var next: UInt64

  /// One session in so many is run twice.
  private static let repetition = 100
  /// Violations that are kept.
  private static let kept = 16

  /// A campaign that has not begun.
  public init(seed: UInt64) { next = seed }

  /// Runs the session of the next seed.
  public mutating func runNextSeed() {
    let seed = next
    next &+= 1
    report.sessions += 1
    do {
      let first = try run(seed)
      report.trace.fold(first.stateHash)
      report.trace.fold(first.tapeHash)
      guard report.sessions % Self.repetition == 0 else { return }
      report.repeated += 1
      let again = try Self.straight(SessionTrial(seed: seed))
      if again.stateHash != first.stateHash || again.tapeHash != first.tapeHash {
        note(TrialFailure(seed: seed, reason: "a second run is another session"))
      }
    } catch { note(error) }
  }

  private mutating func note(_ failure: TrialFailure) {
    report.violationCount += 1
    if report.violations.count < Self.kept { report.violations.append("\(failure)") }
  }

  /// A session that nothing interrupted.
  private struct Straight {
    var machine = SessionMachine()
    var tape: [Event] = []
    var stateHash: UInt64 = 0
    var tapeHash: UInt64 = 0
  }

  private static func straight(_ trial: SessionTrial) throws(TrialFailure) -> Straight {
    var straight = Straight()
    for input in trial.inputs { straight.machine.apply(input, into: &straight.tape) }
    straight.stateHash = straight.machine.stateHash
    var hash = TraceHash()
    for event in straight.tape { hash.fold(event) }
    straight.tapeHash = hash.value
    return straight
  }

  private mutating func run(_ seed: UInt64) throws(TrialFailure) -> Straight {
    let trial = try SessionTrial(seed: seed)
    let straight = try Self.straight(trial)
    guard let session = straight.machine.session, case .opened(let opening)? = trial.inputs.first
    else { throw TrialFailure(seed: seed, reason: "its plan makes no session") }
    report.inputs += trial.inputs.count
    let counters = session.engine.counters
    report.requests += counters.requests
    report.fills += counters.fills
    report.denials += counters.denials
    if session.engine.risk.counters.trips > 0 { report.trips += 1 }
    try SessionJudge(trial, session).judge(straight.tape)
    try crash(SessionLife(trial, opening, expected: straight.tape), straight)
    return straight
  }

  /// Stops a session at drawn requests, in drawn ways, one of them a request that fails; then lets it
  /// finish.
  private mutating func crash(
    _ session: SessionLife, _ straight: Straight
  ) throws(TrialFailure) {
    var session = session
    var random = RandomStream(masterSeed: session.trial.seed, name: "session-fates")
    for life in 0..<3 {
      report.recoveries += 1
      let found = try session.recovered()
      let point = 1 + Int(random.bounded(120))
      if life == 1 { session.disk.faults = StorageFaults(failingRequest: point) }
      _ = try session.live(from: found, limit: life == 1 ? .max : point, &random)
      session.disk.faults = .none
      let fate = CrashFate.allCases[Int(random.bounded(UInt64(CrashFate.allCases.count)))]
      session.disk.crash(fate, &random)
    }
    report.recoveries += 1
    let hash = try session.live(from: session.recovered(), &random)
    guard hash == straight.stateHash else {
      throw session.failure("the resumed session ends elsewhere")
    }
    report.recoveries += 1
    let atEnd = try session.recovered()
    guard atEnd.machine.machine.stateHash == straight.stateHash else {
      throw session.failure("what the log holds at the end is another state")
    }
  }
}
