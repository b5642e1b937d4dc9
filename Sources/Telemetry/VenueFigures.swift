public import Core
public import Obs

/// What a run shows of a write-ahead log.
public struct LogFigures: Sendable {
  /// The last record that is durable.
  public let record: UInt64
  /// How many snapshots this process made.
  public let snapshots: UInt64
  /// Nanoseconds of each commit, its write and its sync.
  public let commits: LogLinearHistogram

  /// Takes every figure.
  public init(record: UInt64, snapshots: UInt64, commits: LogLinearHistogram) {
    self.record = record
    self.snapshots = snapshots
    self.commits = commits
  }
}

/// What a run shows of a venue that is kept behind a log.
public struct VenueFigures: Sendable {
  /// Of its log.
  public let log: LogFigures
  /// What the monitor found.
  public let findings: InvariantMonitor

  /// Takes every figure.
  public init(log: LogFigures, findings: InvariantMonitor) {
    self.log = log
    self.findings = findings
  }
}

extension Exposition {
  /// Writes a log's figures.
  public mutating func log(_ figures: LogFigures) {
    gauge("truetape_log_record", "The last durable record of the log.", .count(figures.record))
    counter(
      "truetape_log_snapshots_total", "Snapshots of its state made durable.",
      .count(figures.snapshots))
    summary(
      "truetape_log_commit_quantile_seconds",
      "Time of a commit to the log, its write and its sync."
    ) { $0.quantiles(figures.commits) }
    gauge(
      "truetape_log_commit_longest_seconds", "The longest of them.",
      figures.commits.maximum.map { .seconds(nanoseconds: UInt128($0)) } ?? .none)
  }

  /// Writes the log's figures and how often the monitor looked.
  mutating func venue(_ figures: VenueFigures) {
    log(figures.log)
    counter(
      "truetape_invariant_checks_total", "Checks of the runtime monitor, whatever they found.",
      .count(figures.findings.checkCount))
    gauge(
      "truetape_halted", "1 when the monitor found that money may be wrong.",
      .count(figures.findings.mustHalt ? 1 : 0))
  }
}
