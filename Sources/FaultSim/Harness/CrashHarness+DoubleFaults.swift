internal import Core
internal import Node
internal import WAL

// Faults in what follows a fault: in recovery, in the first work after it, and in compaction.

extension CrashHarness {
  /// Crashes behind a drawn request, then lets the first request of the next life fail, then the
  /// second, and so on, until one life ends before its fault comes: what a start removes, cuts off
  /// and writes is no safer than anything else.
  public mutating func failAfterCrash() {
    let point = Int(random.bounded(UInt64(requestCount()) + 1))
    let fate = drawnFate()
    let place = "seed \(run.plan.seed), crash after request \(point), \(fate)"
    var crashed = SimulatedDisk()
    guard let fresh = recover(crashed, atLeast: 0, place),
      let first = live(on: &crashed, from: fresh, limit: point, place)
    else { return }
    crashed.crash(fate, &random)
    var number = 1
    while !isDone {
      var disk = crashed
      let places = place + ", then request \(number) fails"
      disk.faults = StorageFaults(failingRequest: number)
      guard let second = recover(disk, atLeast: first.acknowledged, places),
        let life = live(on: &disk, from: second, limit: .max, places)
      else { return }
      if life.isDone { return }
      disk.faults = .none
      disk.crash(drawnFate(), &random)
      let acknowledged = max(first.acknowledged, life.acknowledged)
      guard let third = recover(disk, atLeast: acknowledged, places) else { return }
      finish(on: &disk, from: third, places)
      number += 1
    }
  }

  /// Lets the first read of a recovery fail, then the second, and so on, until none does: the error
  /// comes out as it is, nothing is changed, and the next attempt finds everything.
  public mutating func failReads() {
    let disk = diskAfterRun()
    guard let whole = recover(disk, atLeast: run.inputs.count, "seed \(run.plan.seed), reads")
    else { return }
    var number = 1
    while !isDone {
      var reads = 0
      report.recoveries += 1
      do {
        let found = try run.recover(from: disk) { () throws(FailedRead) in
          reads += 1
          if reads == number { throw FailedRead() }
        }
        if found.machine.stateHash != whole.machine.stateHash || reads >= number {
          report.note(violation: "seed \(run.plan.seed), read \(number) fails: other state")
        }
        return
      } catch is FailedRead {
        number += 1
      } catch {
        return report.note(violation: "seed \(run.plan.seed), read \(number) fails: \(error)")
      }
    }
  }

  /// Compacts a finished log, lets the first request of that fail, then the second, and so on, and
  /// crashes: the state behind all inputs comes back each time.
  public mutating func failCompaction() {
    let original = diskAfterRun()
    var number = 1
    while !isDone {
      var disk = original
      let place = "seed \(run.plan.seed), request \(number) of a compaction fails"
      guard let whole = recover(disk, atLeast: run.inputs.count, place) else { return }
      disk.faults = StorageFaults(failingRequest: disk.requestCount + number)
      let isDone: Bool
      do { isDone = try run.compact(on: &disk, from: whole) } catch {
        return report.note(violation: "\(place): \(error.reason)")
      }
      if isDone { return }
      disk.faults = .none
      disk.crash(drawnFate(), &random)
      guard let third = recover(disk, atLeast: run.inputs.count, place) else { return }
      finish(on: &disk, from: third, place)
      number += 1
    }
  }
}

/// A read that the harness lets fail.
struct FailedRead: Error {}
