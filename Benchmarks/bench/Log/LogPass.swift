import HostIO
import Measurement
import WAL

/// Commits batches of 128-byte records to a log on a real disk, through the writer and the performer
/// that programs use. The rate counts records; an operation is one batch: its appends, the write and
/// the sync, and where a segment is full, making the next one.
struct LogPass: TimedBenchmarkPass, ~Copyable {
  let operationCount: Int
  private let shape: LogShape
  private let payload = [UInt8](repeating: 0x5A, count: LogShape.payloadBytes)
  private var log: LogWriter?
  private var disk: StorageDirectory?
  private let directory: BenchDirectory?

  /// `writesThrough`: with `O_DSYNC`, in place of a sync behind each write.
  static func benchmark(_ shape: LogShape, writesThrough: Bool = false) -> Benchmark {
    Benchmark(
      name: "wal.\(shape.name)" + (writesThrough ? "-through" : ""), unit: "records/s",
      prepare: { shape.batchCount($0) },
      timedPass: { LogPass(shape, count: $0, writesThrough) })
  }

  var workCount: Int { operationCount * shape.recordsPerBatch }

  private init(_ shape: LogShape, count: Int, _ writesThrough: Bool) {
    operationCount = count
    self.shape = shape
    directory = BenchDirectory()
    disk = directory.flatMap {
      try? StorageDirectory(path: $0.path, for: .writing, writesThrough: writesThrough)
    }
    log = LogSettings(build: 0, configuration: 0).map { LogWriter($0, seed: 1) }
    // The first batch makes the first segment: that is not what a commit costs.
    _ = commit(1)
  }

  mutating func run() -> UInt64 {
    var durable: UInt64 = 0
    for _ in 0..<operationCount { durable = commit(shape.recordsPerBatch) }
    return durable
  }

  mutating func run(timing timer: inout OperationTimer) -> UInt64 {
    var durable: UInt64 = 0
    for _ in 0..<operationCount {
      let start = timer.begin()
      durable = commit(shape.recordsPerBatch)
      timer.end(start)
    }
    return durable
  }

  /// Every record is durable, or the disk is not to be measured.
  mutating func verify() throws(WrongResult) -> UInt64 {
    let durable = run()
    if durable != UInt64(workCount) + 1 {
      throw WrongResult(expected: "\(workCount + 1) durable records", found: "\(durable)")
    }
    return durable
  }

  /// The number of the last durable record behind one more batch; 0 when the disk refuses.
  private mutating func commit(_ records: Int) -> UInt64 {
    let payload = payload
    for _ in 0..<records { _ = try? log?.append(.input, payload.span) }
    guard let plan = log?.nextPlan(), (try? disk?.perform(plan)) != nil else { return 0 }
    log?.didComplete()
    return log?.durable.rawValue ?? 0
  }
}
