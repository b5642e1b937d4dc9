internal import Core
internal import Node
internal import WAL

/// Stops a node at every point at which it can be stopped, in every way, and checks that what was
/// acknowledged survives: the recovered state is that of a prefix of the inputs, at least as long as
/// what was acknowledged, and going on from it ends where an uninterrupted run ends.
public struct CrashHarness {
  let run: CrashRun
  var random: RandomStream
  /// What came of it so far.
  public internal(set) var report = CrashReport()

  private let goal: Int

  /// A harness for one run, which stops early once a log was brought back `goal` times.
  public init(_ plan: CrashPlan, goal: Int = .max) {
    self.goal = goal
    run = CrashRun(plan)
    random = RandomStream(masterSeed: plan.seed, name: "fates")
  }

  /// How many requests the uninterrupted run makes.
  public func requestCount() -> Int { diskAfterRun().requestCount }

  /// Names of the files that the uninterrupted run leaves.
  public func fileNamesAfterRun() -> [String] { diskAfterRun().fileNames }

  func diskAfterRun() -> SimulatedDisk {
    var disk = SimulatedDisk()
    if let fresh = try? run.recover(from: disk) { _ = try? run.live(on: &disk, from: fresh) }
    return disk
  }

  /// Crashes behind every request, with every fate of what was not synced (or with a drawn one,
  /// where every one takes too long), once more while the recovered node begins its work, and lets
  /// it finish.
  public mutating func crashEverywhere(withEveryFate: Bool = true) {
    for point in 0...requestCount() {
      for fate in withEveryFate ? CrashFate.allCases : [drawnFate()] where !isDone {
        crash(after: point, fate)
      }
    }
  }

  var isDone: Bool { report.recoveries >= goal }

  mutating func drawnFate() -> CrashFate {
    CrashFate.allCases[Int(random.bounded(UInt64(CrashFate.allCases.count)))]
  }

  /// Crashes once behind a request, then once more at a drawn place of the next life.
  public mutating func crash(after point: Int, _ fate: CrashFate) {
    var disk = SimulatedDisk()
    let place = "seed \(run.plan.seed), crash after request \(point), \(fate)"
    guard let fresh = recover(disk, atLeast: 0, place),
      let first = live(on: &disk, from: fresh, limit: point, place)
    else { return }
    disk.crash(fate, &random)
    guard let second = recover(disk, atLeast: first.acknowledged, place) else { return }
    let again = Int(random.bounded(12))
    let places = place + ", again after \(again)"
    guard let next = live(on: &disk, from: second, limit: again, places) else { return }
    disk.crash(fate, &random)
    let acknowledged = max(first.acknowledged, next.acknowledged)
    guard let third = recover(disk, atLeast: acknowledged, places) else { return }
    finish(on: &disk, from: third, places)
  }

  /// Ends the process behind every request, brings the node back from what the system still holds, lets
  /// it work for a while, and only then stops the machine: what came back the first time is as good as
  /// acknowledged.
  public mutating func endProcessEverywhere() {
    for point in 0...requestCount() where !isDone {
      var disk = SimulatedDisk()
      let fate = drawnFate()
      let again = Int(random.bounded(12))
      let place = "seed \(run.plan.seed), process ends after request \(point)"
      let places = place + ", \(fate) after \(again) more"
      guard let fresh = recover(disk, atLeast: 0, place),
        let first = live(on: &disk, from: fresh, limit: point, place)
      else { return }
      disk.endProcess()
      guard let second = recover(disk, atLeast: first.acknowledged, place),
        let next = live(on: &disk, from: second, limit: again, places)
      else { return }
      disk.crash(fate, &random)
      guard let third = recover(disk, atLeast: next.acknowledged, places) else { continue }
      finish(on: &disk, from: third, places)
    }
  }

  /// Fails the first request, then the second, and so on, until a run ends before the fault comes.
  public mutating func failEverywhere() {
    for point in 1...max(1, requestCount()) where !isDone {
      var disk = SimulatedDisk(faults: StorageFaults(failingRequest: point))
      let fate = drawnFate()
      let place = "seed \(run.plan.seed), request \(point) fails, then \(fate)"
      guard let fresh = recover(disk, atLeast: 0, place),
        let life = live(on: &disk, from: fresh, limit: .max, place)
      else { continue }
      disk.faults = .none
      disk.crash(fate, &random)
      guard let second = recover(disk, atLeast: life.acknowledged, place) else { continue }
      finish(on: &disk, from: second, place)
    }
  }

  /// Lets every sync from the first request on be a lie, then from the second on, and so on, and
  /// crashes behind a drawn number of further requests. What comes back is refused, or the state
  /// behind some inputs: fewer than were acknowledged where the lie left no trace.
  public mutating func lieEverywhere() {
    for point in 1...max(1, requestCount()) where !isDone {
      var disk = SimulatedDisk(faults: StorageFaults(lyingSince: point))
      let fate = drawnFate()
      let place = "seed \(run.plan.seed), syncs lie from request \(point) on, then \(fate)"
      guard let fresh = recover(disk, atLeast: 0, place),
        let life = live(on: &disk, from: fresh, limit: point + Int(random.bounded(40)), place)
      else { continue }
      disk.crash(fate, &random)
      judgeLie(disk, place, acknowledged: life.acknowledged)
    }
  }

  private mutating func judgeLie(_ disk: SimulatedDisk, _ place: String, acknowledged: Int) {
    report.recoveries += 1
    guard let recovered = try? run.recover(from: disk) else {
      report.liesNoticed += 1
      return
    }
    note(recovered)
    let count = Int(recovered.machine.count)
    if count > run.inputs.count || recovered.machine.stateHash != run.hashes[count] {
      report.note(violation: "\(place): not the state behind \(count) inputs")
    }
    if count < acknowledged { report.liesBelieved += 1 }
  }

  /// Turns single bits of a finished log at rest: each is noticed, or harms nothing, or lies in the
  /// last batch of a log without a seal.
  public mutating func flipBits(count: Int, sealed: Bool) {
    var original = SimulatedDisk()
    guard let fresh = try? run.recover(from: original),
      let life = try? run.live(on: &original, from: fresh, sealing: sealed), life.isDone,
      let whole = try? run.recover(from: original), let end = whole.end
    else { return report.note(violation: "seed \(run.plan.seed): the run does not finish") }
    let names = original.fileNames.compactMap(LogFileName.init)
    for flip in 0..<count where !isDone {
      // Every other bit lies in the last batches, where torn and rotten are hardest to tell apart.
      let isNearEnd = flip % 2 == 0
      let name =
        isNearEnd
        ? .segment(end.segment.number) : names[Int(random.bounded(UInt64(names.count)))]
      let size = isNearEnd ? end.offset : original.bytes(of: name)?.count ?? 0
      let start = isNearEnd ? max(0, end.offset - 2 * Self.endSize) : 0
      let bit = start * 8 + Int(random.bounded(UInt64(max(1, (size - start) * 8))))
      var disk = original
      disk.flip(bit: bit, of: name)
      judgeFlip(disk, "seed \(run.plan.seed), bit \(bit) of \(name.text)", end)
    }
  }

  /// Bytes that hold the last few batches.
  private static let endSize = 1_024

  private mutating func judgeFlip(_ disk: SimulatedDisk, _ place: String, _ end: LogEnd) {
    report.recoveries += 1
    guard let recovered = try? run.recover(from: disk) else {
      report.refusals += 1
      return
    }
    note(recovered)
    let count = Int(recovered.machine.count)
    let lost = end.batch - (recovered.end?.batch ?? 0)
    if count > run.inputs.count || recovered.machine.stateHash != run.hashes[count] {
      report.note(violation: "\(place): not the state behind \(count) inputs")
    } else if lost > 1 || (end.tail == .sealed && count < run.inputs.count) {
      report.note(violation: "\(place): \(lost) batches lost in silence")
    } else if lost == 1, end.tail == .open {
      report.lastBatchesLost += 1
    }
  }

  mutating func recover(
    _ disk: SimulatedDisk, atLeast acknowledged: Int, _ place: String
  ) -> RecoveredNode<CounterMachine>? {
    report.recoveries += 1
    do {
      let recovered = try run.recover(from: disk)
      note(recovered)
      let count = Int(recovered.machine.count)
      if count < acknowledged {
        report.note(violation: "\(place): \(acknowledged) acknowledged, \(count) recovered")
      } else if count > run.inputs.count || recovered.machine.stateHash != run.hashes[count] {
        report.note(violation: "\(place): not the state behind \(count) inputs")
      }
      survey(disk, place)
      return recovered
    } catch {
      report.note(violation: "\(place): refused: \(error)")
      return nil
    }
  }

  /// Reads all segments as `wal verify` does: what recovery takes must look sound as a whole.
  private mutating func survey(_ disk: SimulatedDisk, _ place: String) {
    var survey = LogSurvey()
    for number in LogDirectory(disk.fileNames).segments {
      let bytes = disk.bytes(of: .segment(number)) ?? []
      survey.read(bytes.span, number: number)
    }
    if let damage = survey.damage { report.note(violation: "\(place), surveyed: \(damage)") }
  }

  private mutating func note(_ recovered: RecoveredNode<CounterMachine>) {
    report.trace.fold(recovered.machine.count)
    report.trace.fold(recovered.machine.stateHash)
    report.unreadableSnapshots += recovered.unreadable.count
    switch recovered.end?.tail {
    case .torn: report.tornTails += 1
    case .sealed: report.sealedEnds += 1
    case .open, nil: break
    }
  }

  mutating func live(
    on disk: inout SimulatedDisk, from recovered: RecoveredNode<CounterMachine>, limit: Int,
    _ place: String
  ) -> CrashRun.Life? {
    do { return try run.live(on: &disk, from: recovered, limit: limit) } catch {
      report.note(violation: "\(place): \(error.reason)")
      return nil
    }
  }

  mutating func finish(
    on disk: inout SimulatedDisk, from recovered: RecoveredNode<CounterMachine>, _ place: String
  ) {
    guard let life = live(on: &disk, from: recovered, limit: .max, place) else { return }
    if !life.isDone || life.hash != run.hashes[run.inputs.count] {
      report.note(violation: "\(place): the resumed run ends elsewhere")
    }
    guard let last = recover(disk, atLeast: run.inputs.count, place + ", at the end") else {
      return
    }
    recoverFromOlder(disk, last, place)
  }

  /// Brings a log back from each older snapshot that can be read: all lead to the same state.
  private mutating func recoverFromOlder(
    _ disk: SimulatedDisk, _ newest: RecoveredNode<CounterMachine>, _ place: String
  ) {
    for snapshot in newest.snapshots.dropFirst() {
      report.recoveries += 1
      report.olderSnapshots += 1
      do {
        let older = try run.recover(from: disk, newest: snapshot)
        if older.machine.stateHash != newest.machine.stateHash {
          report.note(violation: "\(place): an older snapshot leads elsewhere")
        }
      } catch { report.note(violation: "\(place), from an older snapshot: \(error)") }
    }
  }
}
