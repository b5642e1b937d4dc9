import Foundation
import Testing

private func document(_ run: ProgramRun) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: Data(run.lastLine.utf8)) as? [String: Any])
}

@Test func `the last line of chaos is one document with seed, recoveries, violations and hash`()
  throws
{
  let folder = try Folder()
  let arguments = ["--seed", "7", "--recoveries", "100", "--json"]
  let run = try ProgramRun("chaos", arguments, in: folder)
  #expect(run.status == 0)
  let first = try document(run)
  #expect(first["seed"] as? Int == 7)
  #expect(try #require(first["recoveries"] as? Int) >= 100)
  #expect(first["violations"] as? Int == 0)
  #expect((first["trace_hash"] as? String)?.count == 16)
  #expect(try ProgramRun("chaos", arguments, in: folder).output == run.output)
}

@Test func `chaos ends its text with the hash that its document has`() throws {
  let folder = try Folder()
  let text = try ProgramRun("chaos", ["--recoveries", "50"], in: folder)
  let json = try ProgramRun("chaos", ["--recoveries", "50", "--json"], in: folder)
  #expect(
    text.lastLine == "trace-hash: \(try #require(try document(json)["trace_hash"] as? String))")
  #expect(text.output.contains("0  violations"))
}

@Test func `chaos says first what its runs are, and takes seeds that failed once from a file`()
  throws
{
  let folder = try Folder()
  try folder.write("# none yet\n", to: "seeds")
  let run = try ProgramRun("chaos", ["--seeds", "seeds", "--recoveries", "1"], in: folder)
  #expect(run.status == 0)
  #expect(run.lines.first == "chaos  seed 1  1 recoveries")
  #expect(run.lines.dropFirst().first?.hasPrefix("runs   inputs 240  burst 6  ") == true)
  #expect(try folder.read("seeds") == "# none yet\n")
  try folder.write("seventeen\n", to: "seeds")
  let refused = try ProgramRun("chaos", ["--seeds", "seeds"], in: folder)
  #expect(refused.status == 2)
  #expect(refused.errors.contains("line 1 does not begin with a seed"))
}

@Test func `chaos refuses a goal that is none`() throws {
  let run = try ProgramRun("chaos", ["--recoveries", "0"], in: try Folder())
  #expect(run.status == 2)
}
