import Foundation
import Testing

@Test func `a kept input is replayed: silent promises, or status 1 with the one that broke`()
  throws
{
  let folder = try Folder()
  try folder.write("bug?", to: "good")
  try folder.write("bug!", to: "bad")
  let run = try ProgramRun("fuzz", ["canary-fault", "good", "bad"], in: folder)
  #expect(run.status == 1)
  #expect(run.output == "good: every promise held\n")
  #expect(run.errors == "fuzz: bad: planted\n")
  let unknown = try ProgramRun("fuzz", ["jsno", "good"], in: folder)
  #expect(unknown.status == 2)
  #expect(unknown.errors.contains("no target is called 'jsno'; did you mean json?"))
}
