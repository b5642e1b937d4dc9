import CommitLoop
import Measurement

/// The yardstick of the log, in C: `pwrite` and `fdatasync` of as many bytes as a commit of the log
/// has, one behind the other in a file that was written full of zeros. An operation is one commit.
struct CommitPass: TimedBenchmarkPass, ~Copyable {
  let operationCount: Int
  private let bytes: [UInt8]
  private let directory: BenchDirectory?
  private let descriptor: Int32

  static func benchmark(_ shape: LogShape) -> Benchmark {
    Benchmark(
      name: "disk.\(shape.name)", unit: "commits/s", prepare: { shape.batchCount($0) },
      timedPass: { CommitPass(shape, count: $0) })
  }

  private init(_ shape: LogShape, count: Int) {
    operationCount = count
    bytes = [UInt8](repeating: 0x5A, count: shape.batchBytes)
    let directory = BenchDirectory()
    let size = count * shape.batchBytes
    // SAFETY: the path is a terminated string for the length of the call.
    descriptor = directory.map { unsafe truetape_commit_open($0.path, size) } ?? -1
    self.directory = directory
  }

  deinit { truetape_commit_close(descriptor) }

  mutating func run() -> UInt64 {
    var done: UInt64 = 0
    for number in 0..<operationCount { done += commit(number) }
    return done
  }

  mutating func run(timing timer: inout OperationTimer) -> UInt64 {
    var done: UInt64 = 0
    for number in 0..<operationCount {
      let start = timer.begin()
      done += commit(number)
      timer.end(start)
    }
    return done
  }

  mutating func verify() throws(WrongResult) -> UInt64 { UInt64(operationCount) }

  private func commit(_ number: Int) -> UInt64 {
    // SAFETY: the bytes are the array's own, read within the call.
    unsafe truetape_commit(descriptor, bytes, bytes.count, Int64(number * bytes.count)) ? 1 : 0
  }
}
