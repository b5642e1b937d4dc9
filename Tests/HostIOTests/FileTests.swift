import Glibc
import HostIO
import Testing

@Suite struct FileTests {
  private let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  @Test(arguments: [OutputFile.Mode.atomic, .prefixKeeping], [1, 7, 65_536, 1 << 20])
  func `what is written is read back`(_ mode: OutputFile.Mode, _ chunkSize: Int) throws {
    let bytes = chunkSize < 100 ? Array(bytes.prefix(3_000)) : bytes
    let scratch = try ScratchDirectory()
    var output = try OutputFile(path: scratch.file("tape"), mode: mode)
    try output.write(bytes)
    try output.write(bytes.span)
    try output.write("end\u{E9}")
    #expect(output.bytesWritten == Int64(2 * bytes.count + 5))
    try output.finish()

    var input = try InputFile(path: scratch.file("tape"), chunkSize: chunkSize)
    #expect(input.size == Int64(2 * bytes.count + 5))
    var found: [UInt8] = []
    while try input.append(to: &found) {}
    #expect(found == bytes + bytes + Array("end\u{E9}".utf8))
    #expect(input.bytesRead == Int64(found.count))
    #expect(scratch.names == ["tape"])
  }

  @Test func `a file is gone on with behind its first bytes, and what followed them is cut off`()
    throws
  {
    let scratch = try ScratchDirectory()
    let path = scratch.file("tape")
    var first = try OutputFile(path: path, mode: .prefixKeeping)
    try first.write("abcdefgh")
    try first.finish()
    var second = try OutputFile(path: path, mode: .continuing(at: 3))
    try second.write("XY")
    try second.finish()
    var found = try InputFile(path: path)
    #expect(try found.readAll() == Array("abcXY".utf8))
    // There is nothing to go on with where there is no file.
    let error = #expect(throws: FileError.self) {
      _ = try OutputFile(path: scratch.file("none"), mode: .continuing(at: 3))
    }
    #expect(error?.code == ENOENT && scratch.names == ["tape"])
  }

  @Test func `a chunk is the piece read last, and empty at the end`() throws {
    let scratch = try ScratchDirectory()
    var output = try OutputFile(path: scratch.file("tape"), mode: .prefixKeeping)
    try output.write("abcde")
    try output.finish()
    var input = try InputFile(path: scratch.file("tape"), chunkSize: 3)
    var pieces: [String] = []
    while try input.next() {
      let chunk = input.chunk
      pieces.append(String(decoding: chunk.indices.map { chunk[$0] }, as: UTF8.self))
    }
    #expect(pieces == ["abc", "de"])
    let isEmptyAtEnd = input.chunk.isEmpty
    #expect(isEmptyAtEnd)
  }

  @Test func `a file is read from any byte on, and goes on from there`() throws {
    let scratch = try ScratchDirectory()
    var output = try OutputFile(path: scratch.file("tape"), mode: .prefixKeeping)
    try output.write(bytes)
    try output.finish()
    var input = try InputFile(path: scratch.file("tape"), chunkSize: 1_000)
    for range in [199_990..<200_000, 0..<5, 150_000..<155_001, 7..<7] as [Range<Int>] {
      let found = try input.read(Int64(range.lowerBound)..<Int64(range.upperBound))
      #expect(found == Array(bytes[range]), "\(range)")
    }
    #expect(try input.read(199_999..<200_100) == [bytes[199_999]])
    #expect(try input.read(300_000..<300_001) == [])
    try input.seek(to: 199_000)
    let isEmpty = input.chunk.isEmpty
    #expect(isEmpty)
    var rest: [UInt8] = []
    while try input.append(to: &rest) {}
    #expect(rest == Array(bytes[199_000...]))
    let refused = #expect(throws: FileError.self) { try input.seek(to: -1) }
    #expect(refused?.operation == .seek)
  }

  @Test
  func `INV-IO-1: an abandoned atomic file leaves what was there before, and nothing else`() throws
  {
    let scratch = try ScratchDirectory()
    var before = try OutputFile(path: scratch.file("tape"), mode: .atomic)
    try before.write("old")
    try before.finish()
    do {
      var output = try OutputFile(path: scratch.file("tape"), mode: .atomic)
      try output.write(bytes)
      #expect(scratch.names == ["tape", "tape.partial"])
      #expect(try scratch.text(of: "tape") == "old")
      output.abandon()
    }
    #expect(scratch.names == ["tape"])
    #expect(try scratch.text(of: "tape") == "old")
  }

  @Test func `an atomic file that an error leaves behind is removed`() throws {
    let scratch = try ScratchDirectory()
    let path = scratch.file("tape")
    #expect(throws: BadInput.self) {
      var output = try OutputFile(path: path, mode: .atomic)
      try output.write("half")
      throw BadInput("stop")
    }
    #expect(scratch.names.isEmpty)
  }

  @Test func `INV-IO-2: a recording cut short keeps every whole record`() throws {
    let scratch = try ScratchDirectory()
    do {
      var output = try OutputFile(path: scratch.file("tape"), mode: .prefixKeeping)
      for record in 0..<20_000 { try output.write("\(record + 100_000)\n") }
      // What has left the buffer by itself ends with a whole record too.
      let soFar = try scratch.text(of: "tape")
      #expect(soFar.utf8.count > 0)
      #expect(soFar.hasSuffix("\n"))
      output.abandon()
    }
    let text = try scratch.text(of: "tape")
    #expect(text.utf8.count == 20_000 * 7)
    #expect(text.hasSuffix("119999\n"))
  }

  @Test func `a file is replaced, and a link keeps pointing to it`() throws {
    let scratch = try ScratchDirectory()
    for text in ["first, longer", "second"] {
      var output = try OutputFile(path: scratch.file("real"), mode: .atomic)
      try output.write(text)
      try output.finish()
    }
    #expect(unsafe symlink(scratch.file("real"), scratch.file("link")) == 0)
    var output = try OutputFile(path: scratch.file("link"), mode: .atomic)
    try output.write("third")
    try output.finish()
    #expect(try scratch.text(of: "real") == "third")
    #expect(scratch.names == ["link", "real"])
  }

  @Test(arguments: [OutputFile.Mode.atomic, .prefixKeeping])
  func `a device is written straight and stays a device`(_ mode: OutputFile.Mode) throws {
    var output = try OutputFile(path: "/dev/null", mode: mode)
    try output.write(bytes)
    try output.finish()
    let input = try InputFile(path: "/dev/null")
    #expect(input.size == nil)
  }

  @Test func `a full disk is named with its remedy`() throws {
    let error = #expect(throws: FileError.self) {
      var output = try OutputFile(path: "/dev/full", mode: .prefixKeeping)
      try output.write("x")
      try output.finish()
    }
    #expect(
      error?.description
        == "cannot write /dev/full: No space left on device; free space on that disk")
  }

  @Test func `a write that failed is not followed by a later one`() throws {
    var output = try OutputFile(path: "/dev/full", mode: .prefixKeeping)
    try output.write("x")
    #expect(throws: FileError.self) { try output.flush() }
    #expect(throws: FileError.self) { try output.flush() }
  }

  @Test func `errors name the path, the reason and a remedy`() throws {
    let scratch = try ScratchDirectory()
    let (missing, directory) = (scratch.file("absent.rpl"), scratch.path)
    let absent = #expect(throws: FileError.self) { _ = try InputFile(path: missing) }
    #expect(absent?.isMissing == true)
    #expect(
      absent?.description
        == "cannot open \(missing): No such file or directory; check the path")
    let told = #expect(throws: FileError.self) {
      _ = try InputFile(path: missing, missingRemedy: "make it with: orderflow --out absent.rpl")
    }
    #expect(
      told?.description
        == "cannot open \(missing): No such file or directory; "
        + "make it with: orderflow --out absent.rpl")
    let opened = #expect(throws: FileError.self) { _ = try InputFile(path: directory) }
    #expect(
      opened?.description
        == "cannot open \(directory): Is a directory; name a file, not a directory")
    let created = #expect(throws: FileError.self) {
      _ = try OutputFile(path: directory, mode: .atomic)
    }
    #expect(created?.operation == .create)
    let nowhere = #expect(throws: FileError.self) {
      _ = try OutputFile(path: missing + "/x", mode: .atomic)
    }
    #expect(
      nowhere?.description
        == "cannot create \(missing)/x: No such file or directory; create its directory first")
    let dash = #expect(throws: FileError.self) { _ = try OutputFile(path: "-", mode: .atomic) }
    #expect(dash?.remedy == "name a file, or /dev/stdout")
  }

  @Test func `a small file that is too large is refused, not cut`() throws {
    let scratch = try ScratchDirectory()
    let path = scratch.file("settings.json")
    var output = try OutputFile(path: path, mode: .atomic)
    try output.write("0123456789")
    try output.finish()
    var exact = try InputFile(path: path)
    #expect(try exact.readAll(limit: 10).count == 10)
    let error = #expect(throws: FileError.self) {
      var input = try InputFile(path: path)
      _ = try input.readAll(limit: 9)
    }
    #expect(error?.remedy == "at most 9 bytes are expected")
  }
}
