import HostIO
import Testing

@Test(arguments: [
  (Int64(0), 3, "abc"), (2, 3, "cde"), (0, 100, "abcdefg"), (5, 3, "fg"), (7, 1, ""), (90, 5, ""),
  (3, 0, ""),
])
func `any part of a file is read, in any order`(offset: Int64, count: Int, part: String) throws {
  let scratch = try ScratchDirectory()
  var out = try OutputFile(path: scratch.file("letters"), mode: .atomic)
  try out.write("abcdefg")
  try out.finish()
  let file = try SeekableFile(path: scratch.file("letters"))
  #expect(file.size == 7)
  var buffer = Array("what was there before".utf8)
  for _ in 0..<2 {
    try file.read(at: offset, count: count, into: &buffer)
    #expect(String(decoding: buffer, as: UTF8.self) == part)
  }
}

@Test(arguments: [("/dev/null", "save it to a file first"), ("/", "name a file, not a directory")])
func `what has no parts to go back to is refused`(path: String, remedy: String) {
  do throws(FileError) {
    _ = try SeekableFile(path: path)
    Issue.record("opened")
  } catch {
    #expect(error.description.hasSuffix(remedy))
  }
}

@Test func `a missing file is refused with what makes it`() {
  do throws(FileError) {
    _ = try SeekableFile(path: "/no/such/tape", missingRemedy: "make one")
    Issue.record("opened")
  } catch {
    #expect(error.isMissing && error.remedy == "make one")
  }
}
