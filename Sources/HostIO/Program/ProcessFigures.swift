internal import Glibc

/// What this process has used so far, for a performance summary.
public struct ProcessFigures: Equatable, Sendable {
  /// Memory held now, in bytes; 0 where the system does not say.
  public let residentBytes: Int64
  /// The most memory held at any time, in bytes.
  public let peakResidentBytes: Int64
  /// Processor time in the program, all threads together.
  public let userNanos: Int64
  /// Processor time in the system on its behalf.
  public let systemNanos: Int64

  /// Processor time in all, in seconds.
  public var processorSeconds: Double { Double(userNanos + systemNanos) / 1e9 }

  /// Asks the system.
  public static func now() -> Self {
    var usage = rusage()
    // SAFETY: `usage` is writable for the length of the call.
    _ = unsafe getrusage(RUSAGE_SELF.rawValue, &usage)
    let resident = residentBytes()
    return Self(
      // The kernel counts the peak at its ticks, so that it may lag behind.
      residentBytes: resident, peakResidentBytes: max(resident, Int64(usage.ru_maxrss) * 1_024),
      userNanos: nanos(usage.ru_utime), systemNanos: nanos(usage.ru_stime))
  }

  private static func nanos(_ time: timeval) -> Int64 {
    Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_usec) * 1_000
  }

  /// The second number of statm counts pages.
  private static func residentBytes() -> Int64 {
    guard var file = try? InputFile(path: "/proc/self/statm", chunkSize: 256),
      let bytes = try? file.readAll(limit: 256)
    else { return 0 }
    let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
    guard words.count > 1, let pages = Int64(words[1]) else { return 0 }
    return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
  }
}
