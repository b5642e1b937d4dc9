import Glibc
import HostIO
import Testing

@Suite struct OutputPathsTests {
  /// What is wrong with `--out` or `--save` beside `--in`, in a directory with the files `a`,
  /// `b.partial`, `link` (to `a`) and `hard` (another name of `a`); empty when nothing is.
  private static func conflict(
    reading input: String?, writing outputs: [UsedPath]
  ) throws -> String {
    let scratch = try ScratchDirectory()
    for name in ["a", "b.partial"] {
      try OutputFile(path: scratch.file(name), mode: .prefixKeeping).finish()
    }
    // SAFETY: all paths are terminated strings for the length of the calls.
    unsafe symlink(scratch.file("a"), scratch.file("link"))
    unsafe link(scratch.file("a"), scratch.file("hard"))
    func place(_ path: String) -> String { path.hasPrefix("/") ? path : scratch.file(path) }
    do {
      try OutputPaths.check(
        inputs: input.map { [UsedPath("--in", place($0))] } ?? [],
        outputs: outputs.map { UsedPath($0.name, place($0.path), mayReplace: $0.mayReplace) })
      return ""
    } catch {
      return error.description.split(separator: scratch.path + "/").joined()
    }
  }

  @Test(arguments: [
    ("a", "a"), ("a", "./a"), ("a", "link"), ("link", "a"), ("hard", "a"), ("b.partial", "b"),
  ])
  func `INV-IO-3: an output may not be what is read, whatever its name`(
    _ input: String, _ output: String
  ) throws {
    let text = try Self.conflict(reading: input, writing: [UsedPath("--out", output)])
    #expect(text == "--out \(output) would overwrite what --in reads; name another file")
  }

  @Test(arguments: [("a", "a"), ("new", "new"), ("./new", "new"), ("new.partial", "new")])
  func `INV-IO-3: two outputs may not be one file, even one that is still to be made`(
    _ first: String, _ second: String
  ) throws {
    let text = try Self.conflict(
      reading: nil, writing: [UsedPath("--out", first), UsedPath("--save", second)])
    #expect(text == "--save \(second) would overwrite what --out writes; name another file")
  }

  @Test(arguments: [("a", "new"), ("new", "a"), ("a", "b"), ("/dev/null", "/dev/null")])
  func `different files and devices do not collide`(_ input: String, _ output: String) throws {
    let outputs = [UsedPath("--out", output), UsedPath("--save", "/dev/null")]
    #expect(try Self.conflict(reading: input, writing: outputs) == "")
  }

  @Test func `an output replaces the input that it is permitted to replace`() throws {
    let permitted = UsedPath("--save", "a", mayReplace: ["--in"])
    #expect(try Self.conflict(reading: "a", writing: [permitted]) == "")
  }
}
