public import Core
internal import Obs

/// What a run shows of a venue that is kept behind a log.
public struct VenueFigures: Sendable {
  /// The last record that is durable.
  public let record: UInt64
  /// How many snapshots this process made.
  public let snapshots: UInt64
  /// Nanoseconds of each commit, its write and its sync.
  public let commits: LogLinearHistogram
  /// What the monitor found.
  public let findings: InvariantMonitor

  /// Takes every figure.
  public init(
    record: UInt64, snapshots: UInt64, commits: LogLinearHistogram, findings: InvariantMonitor
  ) {
    self.record = record
    self.snapshots = snapshots
    self.commits = commits
    self.findings = findings
  }
}

extension Exposition {
  /// Writes the log's figures and how often the monitor looked.
  mutating func venue(_ figures: VenueFigures) {
    gauge("truetape_log_record", "The last durable record of the log.", .count(figures.record))
    counter(
      "truetape_log_snapshots_total", "Snapshots of the venue made durable.",
      .count(figures.snapshots))
    summary(
      "truetape_log_commit_quantile_seconds",
      "Time of a commit to the log, its write and its sync."
    ) { $0.quantiles(figures.commits) }
    gauge(
      "truetape_log_commit_longest_seconds", "The longest of them.",
      figures.commits.maximum.map { .seconds(nanoseconds: UInt128($0)) } ?? .none)
    counter(
      "truetape_invariant_checks_total", "Checks of the runtime monitor, whatever they found.",
      .count(figures.findings.checkCount))
    gauge(
      "truetape_halted", "1 when the monitor found that money may be wrong.",
      .count(figures.findings.mustHalt ? 1 : 0))
  }
}
