public import Core

/// What a process has used, as the program's edge asked the system.
public struct ProcessSample: Sendable, Equatable {
  /// Memory held now.
  public let residentBytes: UInt64
  /// The most memory held at any time.
  public let peakResidentBytes: UInt64
  /// Processor time in the program and in the system on its behalf, all threads together.
  public let processorTime: Nanoseconds
  /// When the process began, UTC.
  public let start: Timestamp

  /// Takes every figure.
  public init(
    residentBytes: UInt64, peakResidentBytes: UInt64, processorTime: Nanoseconds, start: Timestamp
  ) {
    self.residentBytes = residentBytes
    self.peakResidentBytes = peakResidentBytes
    self.processorTime = processorTime
    self.start = start
  }
}

extension Exposition {
  /// Writes the process's figures under the names that Prometheus clients agree on.
  public mutating func process(_ sample: ProcessSample) {
    gauge(
      "process_resident_memory_bytes", "Memory held now, in bytes.", .count(sample.residentBytes))
    gauge(
      "process_resident_memory_peak_bytes", "The most memory held so far, in bytes.",
      .count(sample.peakResidentBytes))
    counter(
      "process_cpu_seconds_total", "Processor time used, user and system, in seconds.",
      .seconds(sample.processorTime))
    gauge(
      "process_start_time_seconds", "Start of the process, seconds since 1970 UTC.",
      .decimal(sample.start.nanoseconds, .nano))
  }
}
