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

  /// Begins the text.
  public init(process: StaticString, limit: Int = standardLimit) {
    self.limit = limit
    put("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n")
    put("{\"ph\":\"M\",\"pid\":1,\"name\":\"process_name\",\"args\":{\"name\":\"")
    put(process)
    put("\"}}")
    for track in SpanTrack.allCases {
      put(track.naming)
      put(track.name)
      put("\"}}")
    }
  }

  /// Writes one span and, where given, how many things it was about. Its name is a plain word: what
  /// JSON would have to escape does not belong there.
  /// - Complexity: O(1), no more than copying some constants and two numbers.
  public mutating func span(
    _ name: StaticString, on track: SpanTrack, from start: Timestamp, to end: Timestamp,
    count: Int? = nil
  ) {
    guard hasRoom() else { return }
    put(track.beginning)
    put(name)
    put("\",\"ts\":")
    text.append(decimal: start.nanoseconds, scale: .milli)
    put(",\"dur\":")
    text.append(decimal: max(0, end.since(start).count), scale: .milli)
    guard let count else { return text.append(UInt8(ascii: "}")) }
    put(",\"args\":{\"count\":")
    text.append(integer: UInt64(max(0, count)))
    put("}}")
  }

  /// Writes the level of something at one moment, drawn as a curve that holds until the next one.
  public mutating func level(_ name: StaticString, at time: Timestamp, _ value: Int) {
    guard hasRoom() else { return }
    put(",\n{\"ph\":\"C\",\"pid\":1,\"tid\":1,\"name\":\"")
    put(name)
    put("\",\"ts\":")
    text.append(decimal: time.nanoseconds, scale: .milli)
    put(",\"args\":{\"value\":")
    text.append(decimal: Int64(value), scale: .whole)
    put("}}")
  }

  /// The text that was not yet taken.
  public mutating func take() -> [UInt8] {
    let taken = text
    text = []
    text.reserveCapacity(taken.count)
    return taken
  }

  /// Bytes that wait to be taken.
  public var pendingBytes: Int { text.count }

  /// The rest of the text, which is then one JSON object; nothing may be written behind it.
  public mutating func finish() -> [UInt8] {
    put("\n],\"otherData\":")
    let (written, dropped) = (count, droppedCount)
    JSONWriter.object(into: &text) { other in
      other.member("events", written)
      other.member("dropped", dropped)
    }
    put("}\n")
    return take()
  }

  /// Appends a literal; a `String` of it would be one more thing to look at.
  private mutating func put(_ literal: StaticString) { text.append(text: literal) }

  private mutating func hasRoom() -> Bool {
    guard count < limit else {
      droppedCount += 1
      return false
    }
    count += 1
    return true
  }
}

extension SpanTrack {
  /// What stands before a span's beginning.
  fileprivate var beginning: StaticString {
    switch self {
    case .pipeline: ",\n{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"name\":\""
    case .operations: ",\n{\"ph\":\"X\",\"pid\":1,\"tid\":2,\"name\":\""
    }
  }

  /// What stands before the row's name.
  fileprivate var naming: StaticString {
    switch self {
    case .pipeline:
      ",\n{\"ph\":\"M\",\"pid\":1,\"tid\":1,\"name\":\"thread_name\",\"args\":{\"name\":\""
    case .operations:
      ",\n{\"ph\":\"M\",\"pid\":1,\"tid\":2,\"name\":\"thread_name\",\"args\":{\"name\":\""
    }
  }
}
