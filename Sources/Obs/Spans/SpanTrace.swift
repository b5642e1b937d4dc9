public import Core
internal import Wire

/// Spans around the stages of a pipeline, as a file for Perfetto or `chrome://tracing`.
///
/// ```swift
/// var trace = SpanTrace(process: "orderflow")
/// trace.span("simulate", on: .pipeline, from: start, to: end, count: events.count)
/// try file.write(trace.take())     // any number of times
/// try file.write(trace.finish())   // then the text is whole
/// ```
/// The JSON object form of the Trace Event Format: complete events (`ph` X) in microseconds with
/// three decimals, so no nanosecond is lost. Times count from any zero that the caller chooses.
///
/// https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
public struct SpanTrace: Sendable {
  /// Most spans and samples of one trace unless said otherwise: about 100 MB of text.
  public static let standardLimit = 1_000_000

  /// Spans and samples written.
  public private(set) var count = 0
  /// Spans and samples left out because of the limit; the end of the text states it.
  public private(set) var droppedCount: UInt64 = 0

  private let limit: Int
  private var text: [UInt8] = []
  private var isEmpty = true

  /// Begins the text.
  public init(process: StaticString, limit: Int = standardLimit) {
    self.limit = limit
    text.append(text: "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n")
    name("process_name", process.description, track: nil)
    for track in SpanTrack.allCases { name("thread_name", track.name.description, track: track) }
  }

  /// Writes one span and, where given, how many things it was about.
  public mutating func span(
    _ name: StaticString, on track: SpanTrack, from start: Timestamp, to end: Timestamp,
    count: Int? = nil
  ) {
    guard hasRoom() else { return }
    event { event in
      event.member("name", name.description)
      event.member("cat", track.name.description)
      event.member("ph", "X")
      Self.place(&event, start, track)
      event.decimal("dur", max(0, end.since(start).count), .milli)
      if let count { event.object("args") { $0.member("count", count) } }
    }
  }

  /// Writes the level of something at one moment, drawn as a curve.
  public mutating func level(_ name: StaticString, at time: Timestamp, _ value: Int) {
    guard hasRoom() else { return }
    event { event in
      event.member("name", name.description)
      event.member("ph", "C")
      Self.place(&event, time, .pipeline)
      event.object("args") { $0.member("value", value) }
    }
  }

  /// The text that was not yet taken.
  public mutating func take() -> [UInt8] {
    let taken = text
    text.removeAll()
    return taken
  }

  /// Bytes that wait to be taken.
  public var pendingBytes: Int { text.count }

  /// The rest of the text, which is then one JSON object; nothing may be written behind it.
  public mutating func finish() -> [UInt8] {
    text.append(text: "\n],\"otherData\":")
    let (written, dropped) = (count, droppedCount)
    JSONWriter.object(into: &text) { other in
      other.member("events", written)
      other.member("dropped", dropped)
    }
    text.append(text: "}\n")
    return take()
  }

  private mutating func hasRoom() -> Bool {
    guard count < limit else {
      droppedCount += 1
      return false
    }
    count += 1
    return true
  }

  private mutating func name(_ kind: String, _ name: String, track: SpanTrack?) {
    event { event in
      event.member("name", kind)
      event.member("ph", "M")
      event.member("pid", 1)
      if let track { event.member("tid", track.rawValue) }
      event.object("args") { $0.member("name", name) }
    }
  }

  private mutating func event(_ body: (inout JSONObjectWriter) -> Void) {
    if !isEmpty { text.append(text: ",\n") }
    isEmpty = false
    JSONWriter.object(into: &text, body)
  }

  private static func place(
    _ event: inout JSONObjectWriter, _ time: Timestamp, _ track: SpanTrack
  ) {
    event.member("pid", 1)
    event.member("tid", track.rawValue)
    event.decimal("ts", time.nanoseconds, .milli)
  }
}
