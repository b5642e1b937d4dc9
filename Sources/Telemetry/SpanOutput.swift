import Core
import HostIO
import Obs

/// The spans of a run on their way to a file, if there is one; times count from its beginning.
struct SpanOutput: ~Copyable {
  /// Bytes that are gathered before they are written.
  private static let pieceBytes = 65_536

  private var file: OutputFile?
  private var trace: SpanTrace
  private var lastLevel = -1
  private let origin = HostClock.monotonicNanos
  private let isOn: Bool

  init(_ path: String?, program: StaticString) throws {
    trace = SpanTrace(process: program)
    file = nil
    isOn = path != nil
    if let path { file = try OutputFile(path: path, mode: .atomic) }
  }

  mutating func batch(
    _ name: StaticString, from start: Int64, to end: Int64,
    level: @autoclosure () -> (name: StaticString, value: Int)
  ) throws {
    guard isOn else { return }
    trace.span(name, on: .pipeline, from: time(start), to: time(end))
    let level = level()
    if level.value != lastLevel { trace.level(level.name, at: time(end), level.value) }
    lastLevel = level.value
    if trace.pendingBytes >= Self.pieceBytes { try file?.write(trace.take()) }
  }

  mutating func operation(_ name: StaticString, from start: Int64, to end: Int64) {
    guard isOn else { return }
    trace.span(name, on: .operations, from: time(start), to: time(end))
  }

  mutating func wrote(from start: Int64, events: Int) {
    guard isOn else { return }
    trace.span(
      "write", on: .pipeline, from: time(start), to: time(HostClock.monotonicNanos), count: events)
  }

  mutating func finish() throws {
    guard var file = file.take() else { return }
    try file.write(trace.finish())
    try file.finish()
  }

  private func time(_ nanos: Int64) -> Timestamp {
    Timestamp(nanoseconds: nanos - origin) ?? .zero
  }
}
