import HostIO
import WAL

/// Everything that lies in a log's directory, read whole and judged.
struct LogFiles {
  /// A snapshot: its file, or why it is none.
  struct Snapshot {
    let sequence: LogSequence
    let size: Int
    let file: SnapshotFile?
    let damage: SnapshotFile.Damage?
  }

  let path: String
  private(set) var survey = LogSurvey()
  private(set) var snapshots: [Snapshot] = []
  private(set) var drafts: [String] = []
  /// The segments' bytes, where they were to be kept.
  private(set) var segments: [(number: UInt64, bytes: [UInt8])] = []

  init(path: String, keepingSegments: Bool = false) throws {
    self.path = path
    let disk = try StorageDirectory(path: path, for: .reading)
    let directory = LogDirectory(try disk.names())
    for number in directory.segments {
      let bytes = try disk.read(.segment(number))
      survey.read(bytes.span, number: number)
      if keepingSegments { segments.append((number, bytes)) }
    }
    for sequence in directory.snapshots {
      let bytes = try disk.read(.snapshot(sequence))
      do throws(SnapshotFile.Damage) {
        let file = try SnapshotFile(bytes.span, named: sequence)
        snapshots.append(
          Snapshot(sequence: sequence, size: bytes.count, file: file, damage: nil))
      } catch {
        snapshots.append(
          Snapshot(sequence: sequence, size: bytes.count, file: nil, damage: error))
      }
    }
    drafts = directory.drafts.map(\.text)
    if directory.segments.isEmpty, directory.snapshots.isEmpty, drafts.isEmpty {
      throw BadInput("\(path): there is no log in it: name the directory that --wal named")
    }
  }

  /// The last record that a sound snapshot covers.
  var covered: LogSequence { snapshots.first { $0.file != nil }?.sequence ?? .none }

  /// Whether acknowledged records are missing at the end: a snapshot covers more than the log has.
  var isCutShort: Bool { survey.damage == nil && covered > survey.soundThrough }

  /// Whether all is as it should be.
  var isSound: Bool {
    survey.damage == nil && !isCutShort && snapshots.allSatisfy { $0.file != nil }
  }

  /// One word: `sealed`, `open`, `torn`, `damaged`, `cut-short`, `empty`.
  var verdict: String {
    if survey.damage != nil { return "damaged" }
    if isCutShort { return "cut-short" }
    switch survey.end?.tail {
    case .sealed: return "sealed"
    case .open: return "open"
    case .torn: return "torn"
    case nil: return "empty"
    }
  }

  /// What the verdict means, for people.
  var explanation: String {
    let last = survey.soundThrough.rawValue
    if let damage = survey.damage { return "\(damage)" }
    if isCutShort {
      return "a snapshot covers record \(covered.rawValue), the log ends at \(last): acknowledged "
        + "records are gone; look for missing segments"
    }
    switch survey.end?.tail {
    case .sealed: return "everything that was acknowledged is here, up to record \(last)"
    case .open:
      return "whole batches up to record \(last); whether one more was acknowledged, the "
        + "file does not say"
    case .torn(let reason, let bytes):
      return "whole batches up to record \(last), then \(bytes) bytes of one that was never "
        + "acknowledged (\(reason.message))"
    case nil: return "no record yet"
    }
  }
}

extension SnapshotFile.Damage {
  /// One phrase for people.
  var message: String {
    switch self {
    case .notASnapshot: "not a snapshot"
    case .newerVersion(let version): "written by version \(version), newer than this program"
    case .check: "cut short or altered"
    case .wrongName: "its name says another record"
    }
  }
}
