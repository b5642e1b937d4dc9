import Foundation
import Testing

@Test func `a triggered run says what befell the messages, and ends with its hash`() throws {
  let folder = try Folder()
  let words = ["--seed", "7", "--drop", "every:25", "--kill-at", "write:9", "--corrupt", "1:1:0"]
  let run = try ProgramRun("chaos", words, in: folder)
  #expect(run.status == 0)
  #expect(run.lines.contains("faults    drop every:25, kill-at write:9"))
  #expect(run.lines.contains { $0.hasPrefix("messages ") && $0.contains("dropped") })
  #expect(run.lines.contains { $0.hasPrefix("node      1 recoveries") })
  #expect(run.lines.contains { $0.hasPrefix("corrupt   1:1:0 ") })
  #expect(run.lastLine.hasPrefix("trace-hash: "))
  #expect(try ProgramRun("chaos", words, in: folder).output == run.output)
  let json = try ProgramRun("chaos", words + ["--json"], in: folder)
  let document = try #require(
    try JSONSerialization.jsonObject(with: Data(json.lastLine.utf8)) as? [String: Any])
  #expect(document["violations"] as? Int == 0)
  #expect(document["recoveries"] as? Int == 1)
}

@Test func `a trigger that cannot be meant is refused with its form`() throws {
  let run = try ProgramRun("chaos", ["--drop", "often"], in: try Folder())
  #expect(run.status == 2)
  #expect(run.errors.contains("every:N"))
}
