internal import Core
internal import Node
internal import WAL

/// A sender that wants its inputs delivered once and in order, whatever becomes of messages, disk,
/// clock and node: real node and log, everything else simulated in one thread.
///
///     sender ──requests──▶ node ──▶ disk        the sender goes back to the first input that was not
///        ▲                  │                   acknowledged in time; the node takes the next one only,
///        └─acknowledgements─┘ once durable      and acknowledges how far it is
///
/// Must hold: nothing acknowledged is lost, everything is applied once and in order, and it ends.
public struct DeliveryRun {
  /// What came of it so far.
  public private(set) var report = DeliveryReport()
  /// The disk as the run left it.
  public private(set) var disk = SimulatedDisk()

  private let plan: DeliveryPlan
  private let life: CrashRun
  private var random: RandomStream
  private var queue = PriorityQueue<Appointment>()
  private var actions: [Action] = []
  private var now = Timestamp.zero
  private var requests: FaultyChannel
  private var acknowledgements: FaultyChannel

  // The sender.
  private var sent = 0
  private var acknowledged = 0
  private var firstSent: [Timestamp] = []
  private var timer = 0
  /// How many inputs may be under way: doubles with each acknowledgement, and is one after a timeout,
  /// so that no regular loss meets the same message each time.
  private var allowance = window

  // The node's side of the wires.
  private var kills: ArraySlice<StorageMoment>
  private var generation = 0

  private static let window = 16
  private static let patience = Nanoseconds(8_000_000)
  private static let diskTime = Nanoseconds(90_000)
  private static let restartTime = Nanoseconds(20_000_000)
  private static let limit = Timestamp.zero.advanced(by: Nanoseconds(600_000_000_000))

  private enum Action {
    case request(Int, generation: Int)
    case acknowledgement(Int)
    case timeout(Int)
    case disk(generation: Int)
  }

  /// A run that has not begun.
  public init(_ plan: DeliveryPlan) {
    self.plan = plan
    var crash = CrashPlan(seed: plan.seed)
    crash.inputCount = plan.inputCount
    life = CrashRun(crash)
    random = RandomStream(masterSeed: plan.seed, name: "delivery")
    requests = FaultyChannel(plan.requests, seed: plan.seed, name: "requests")
    acknowledgements = FaultyChannel(
      plan.acknowledgements, seed: plan.seed, name: "acknowledgements")
    kills = plan.kills[...]
  }

  /// Runs to the end: everything acknowledged, or a promise broken.
  public mutating func run() {
    while acknowledged < life.inputs.count, report.violations.isEmpty {
      // Each life of the node is a scope of its own: it ends with a kill, or with the run.
      guard let recovered = bringBack() else { break }
      do { try live(recovered) } catch { violated(error.reason) }
      if now > Self.limit { violated("no end after ten minutes") }
    }
    finish()
  }

  /// What recovery says of the run's log after one more bit has turned at rest; nil where there is no
  /// such bit.
  public func outcome(turning place: BitPlace) -> Outcome? {
    var spoiled = disk
    guard spoiled.turn(place) else { return nil }
    do {
      let recovered = try life.recover(from: spoiled)
      let count = Int(recovered.machine.count)
      let isPrefix =
        count <= life.inputs.count && recovered.machine.stateHash == life.hashes[count]
      return isPrefix ? .recovered(count, of: life.inputs.count) : .otherState
    } catch { return .refused("\(error)") }
  }

  /// The records of each segment that the run left, as `segment:first…last`.
  public var places: [String] {
    var survey = LogSurvey()
    for number in LogDirectory(disk.fileNames).segments {
      let bytes = disk.bytes(of: .segment(number)) ?? []
      survey.read(bytes.span, number: number)
    }
    return survey.segments.compactMap { segment in
      segment.records.map { "\(segment.number):\($0.lowerBound)…\($0.upperBound)" }
    }
  }

  /// What becomes of a log in which a bit has turned.
  public enum Outcome: Sendable, Equatable {
    /// It is refused, for this reason.
    case refused(String)
    /// It comes back as the state behind so many inputs.
    case recovered(Int, of: Int)
    /// It comes back as something else: a broken promise.
    case otherState
  }

  /// Brings the node back, and holds it to what was acknowledged.
  private mutating func bringBack() -> RecoveredNode<CounterMachine>? {
    do {
      let recovered = try life.recover(from: disk)
      let count = Int(recovered.machine.count)
      if count < acknowledged { violated("\(acknowledged) acknowledged, \(count) recovered") }
      if count > life.inputs.count || recovered.machine.stateHash != life.hashes[count] {
        violated("not the state behind \(count) inputs")
      }
      report.trace.fold(recovered.machine.stateHash)
      return recovered
    } catch {
      violated("refused: \(error)")
      return nil
    }
  }

  private mutating func live(
    _ recovered: RecoveredNode<CounterMachine>
  ) throws(BrokenRun) {
    generation += 1
    var node = try life.node(behind: recovered)
    var pending = LogDirectory(disk.fileNames).starting[...]
    var isPlanned = false
    var requestsDone: [StorageRequest] = []
    var durable = Int(recovered.machine.count)
    if !pending.isEmpty { schedule(.disk(generation: generation), at: now) }
    resend()
    while let appointment = queue.popFirst() {
      now = max(now, appointment.time)
      if now > Self.limit { return }
      switch actions[appointment.order] {
      case .request(let index, let target):
        guard target == generation else { continue }  // its connection is gone
        take(index, &node, durable)
      case .acknowledgement(let count): heard(count)
      case .timeout(let number): if number == timer { lostPatience() }
      case .disk(let target):
        guard target == generation, let request = pending.popFirst() else { continue }
        try perform(request)
        requestsDone.append(request)
        if let kill = kills.first,
          kill.kind.counts(request),
          requestsDone.count(where: kill.kind.counts) == kill.number
        {
          return crash()
        }
        if pending.isEmpty, isPlanned {
          node.didComplete()
          isPlanned = false
          var effects: [UInt64] = []
          node.release(into: &effects)
          durable += effects.count
          if !effects.isEmpty { acknowledge(durable) }
        }
        if !pending.isEmpty { schedule(.disk(generation: generation), at: diskReady()) }
      }
      if acknowledged == life.inputs.count { return }
      if pending.isEmpty, !isPlanned, let next = node.nextPlan() {
        pending = next[...]
        isPlanned = true
        schedule(.disk(generation: generation), at: diskReady())
      }
    }
    violated("nothing happens any more, \(acknowledged) of \(life.inputs.count) acknowledged")
  }

  // The node's side.

  private mutating func take(
    _ index: Int, _ node: inout Node<CounterMachine>, _ durable: Int
  ) {
    if index == Int(node.machine.count) {
      _ = try? node.receive(life.inputs[index])  // full: the sender comes again
    } else if index < Int(node.machine.count) {
      report.repeats += 1
      acknowledge(durable)
    }
  }

  private mutating func acknowledge(_ count: Int) {
    for arrival in acknowledgements.arrivals(at: now) {
      schedule(.acknowledgement(count), at: arrival)
    }
  }

  private mutating func perform(_ request: StorageRequest) throws(BrokenRun) {
    do { try disk.perform(request) } catch { throw BrokenRun(error.reason) }
  }

  private func diskReady() -> Timestamp {
    let extra = plan.spikes.reduce(Int64(0)) { max($0, $1.addition(at: now).count) }
    return now.advanced(by: Nanoseconds(Self.diskTime.count + extra))
  }

  private mutating func crash() {
    kills = kills.dropFirst()
    report.recoveries += 1
    let drawn = CrashFate.allCases[Int(random.bounded(UInt64(CrashFate.allCases.count)))]
    disk.crash(plan.fate ?? drawn, &random)
    now = now.advanced(by: Self.restartTime)
  }

  // The sender.

  private mutating func heard(_ count: Int) {
    guard count > acknowledged else { return }
    if count > firstSent.count { violated("\(count) acknowledged, \(firstSent.count) sent") }
    for index in acknowledged..<min(count, firstSent.count) {
      report.longestWait = max(report.longestWait, now.since(firstSent[index]))
    }
    acknowledged = count
    sent = max(sent, count)
    allowance = min(Self.window, 2 * allowance)
    startTimer()
    send()
  }

  private mutating func send() {
    while sent < min(life.inputs.count, acknowledged + allowance) {
      if sent == firstSent.count { firstSent.append(now) }
      for arrival in requests.arrivals(at: now) {
        schedule(.request(sent, generation: generation), at: arrival)
      }
      sent += 1
    }
  }

  private mutating func lostPatience() {
    report.timeouts += 1
    allowance = 1
    resend()
  }

  /// Goes back to the first input that was not acknowledged.
  private mutating func resend() {
    sent = acknowledged
    startTimer()
    send()
  }

  private mutating func startTimer() {
    timer += 1
    let truth = plan.clock.truth(of: Self.patience, from: now)
    schedule(.timeout(timer), at: now.advanced(by: truth))
  }

  // The simulation.

  private mutating func schedule(_ action: Action, at time: Timestamp) {
    queue.insert(Appointment(time: time, order: actions.count))
    actions.append(action)
  }

  private mutating func finish() {
    if let end = try? life.recover(from: disk) {
      report.trace.fold(end.machine.stateHash)
      if report.violations.isEmpty, end.machine.stateHash != life.hashes[life.inputs.count] {
        violated("the end is not the state behind all inputs")
      }
    } else {
      violated("the end is refused")
    }
    report.length = now.since(.zero)
    for channel in [requests, acknowledgements] {
      report.messages += channel.sent
      report.dropped += channel.struck.dropped
      report.duplicated += channel.struck.duplicated
      report.reordered += channel.struck.reordered
      report.stalled += channel.struck.stalled
    }
  }

  private mutating func violated(_ what: String) {
    report.violations.append("seed \(plan.seed), delivery: \(what)")
  }
}

/// When an action happens; of two at the same time the one planned first.
private struct Appointment: Comparable {
  let time: Timestamp
  let order: Int

  static func < (left: Self, right: Self) -> Bool {
    left.time == right.time ? left.order < right.order : left.time < right.time
  }
}
