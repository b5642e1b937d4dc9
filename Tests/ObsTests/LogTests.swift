import Core
import Obs
import Samples
import Testing
import Wire

private let stamp = LogStamp(wall: 1_340_285_400_004_241_176, market: 1_500_000_000)

private func lines(_ log: inout StructuredLog) -> [String] {
  String(decoding: log.take(), as: UTF8.self).split(separator: "\n").map(String.init)
}

@Test func `a record is one line of JSON with UTC, market time, level and event first`() {
  var log = StructuredLog()
  log.record(.warning, "gap", at: stamp) { record in
    record.text("source", "maker-1")
    record.member("missing", 3)
    record.counts("rejects", [("position-limit", 2), ("queue-full", 0)])
    record.seconds("late", Nanoseconds(-1))
  }
  log.record(.info, "done", at: LogStamp(wall: 0))
  #expect(
    lines(&log) == [
      #"{"time":"2012-06-21T13:30:00.004241176Z","market":1.500000000,"level":"warning","#
        + #""event":"gap","source":"maker-1","missing":3,"rejects":{"position-limit":2},"#
        + #""late":-0.000000001}"#,
      #"{"time":"1970-01-01T00:00:00.000000000Z","level":"info","event":"done"}"#,
    ])
  #expect(log.take().isEmpty)
}

@Test func `a text from outside cannot end its line or pass its limit`() throws {
  var log = StructuredLog()
  let long = String(repeating: "é", count: 600)
  log.record(.info, "x", at: stamp) { record in
    record.text("odd", "a\n{\"level\":\"error\"}\u{0}")
    record.text("long", "x" + long)
  }
  let taken = lines(&log)
  #expect(taken.count == 1)
  let record = try JSONValue(parsing: Array(taken[0].utf8))
  #expect(record["odd"]?.string == "a\n{\"level\":\"error\"}\u{0}")
  // 1,024 bytes would end inside of a letter.
  #expect(record["long"]?.string == "x" + String(repeating: "é", count: 511) + "…")
}

@Test func `a level that is off costs no record and asks for no fields`() {
  for level in LogLevel.allCases {
    var log = StructuredLog(level: level)
    var asked: [LogLevel] = []
    for other in LogLevel.allCases {
      log.record(other, "x", at: stamp) { _ in asked.append(other) }
    }
    #expect(asked == LogLevel.allCases.filter { $0 <= level && $0 <= LogLevel.built })
    #expect(log.recordCount == UInt64(asked.count))
  }
}

@Test func `levels are read back from their names and ordered by urgency`() {
  #expect(LogLevel.allCases == LogLevel.allCases.sorted())
  #expect(LogLevel.allCases.map { LogLevel(name: $0.name.description) } == LogLevel.allCases)
  #expect(LogLevel(name: "loud") == nil)
}

@Test func `a log that nobody takes is bounded, and the next record owns up to the loss`() throws {
  var log = StructuredLog()
  let text = String(repeating: "x", count: 1_000)
  for _ in 0..<2_000 { log.record(.info, "x", at: stamp) { $0.text("t", text) } }
  #expect(log.droppedCount > 0 && log.recordCount + log.droppedCount == 2_000)
  #expect(log.pendingBytes < StructuredLog.capacity + 2_000)
  _ = log.take()
  log.record(.info, "y", at: stamp)
  log.record(.info, "z", at: stamp)
  let after = try lines(&log).map { try JSONValue(parsing: Array($0.utf8)) }
  #expect(after[0]["dropped_before"]?.number?.text == "\(log.droppedCount)")
  #expect(after[1]["dropped_before"] == nil)
}

/// What an adapter would hold.
private struct Credentials {
  let name: String
  let key: Secret<String>
  let keys: [Secret<[UInt8]>?]
}

@Test func `INV-OBS-1: no secret reaches a log, whichever way it is turned into text`() {
  let word = "hunter2"
  let secret = Secret(word)
  let credentials = Credentials(name: "venue", key: secret, keys: [Secret(Array(word.utf8)), nil])
  var dumped = ""
  dump(credentials, to: &dumped)
  dump(secret, to: &dumped)
  var log = StructuredLog()
  log.record(.error, "login", at: stamp) { record in
    record.secret("key", secret)
    record.text("interpolated", "\(secret) \(credentials) \([secret])")
    record.text("reflected", String(reflecting: credentials) + String(describing: [1: secret]))
    record.text("dumped", dumped)
    record.text("mirrored", "\(Mirror(reflecting: secret).children.map(\.value))")
  }
  let text = lines(&log).joined()
  #expect(text.contains(#""key":"[redacted]""#))
  #expect(!text.contains(word) && !text.contains("\(Array(word.utf8))"))
  #expect(!text.contains("104"), "the bytes one by one: \(text)")
  #expect(secret.revealed { $0 } == word)
}
