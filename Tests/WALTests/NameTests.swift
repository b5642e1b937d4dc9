import Testing
import WAL

@Suite struct NameTests {
  @Test(arguments: [
    (LogFileName.segment(1), "segment-0000000000000001.wal"),
    (.segment(.max), "segment-ffffffffffffffff.wal"),
    (.snapshot(LogSequence(0x640)), "snapshot-0000000000000640.state"),
    (.segmentInTheMaking(10), "segment-000000000000000a.wal.tmp"),
    (.snapshotInTheMaking(LogSequence(0)), "snapshot-0000000000000000.state.tmp"),
  ])
  func `a name is read as it is written`(name: LogFileName, text: String) {
    #expect(name.text == text)
    #expect(LogFileName(text) == name)
  }

  @Test(arguments: [
    "", "lock", "segment-1.wal", "segment-00000000000000001.wal", "segment-000000000000000A.wal",
    "segment-+000000000000001.wal", "segment-0000000000000001.state", "segment-0000000000000001",
    "snapshot-0000000000000001.wal", "segment-0000000000000001.wal.tmp.tmp", ".tmp",
    "segment-0000000000000001.wal~",
  ])
  func `any other name is not the log's`(text: String) {
    #expect(LogFileName(text) == nil)
  }

  @Test func `a directory is sorted by what its names mean, and a start puts it in order`() {
    let directory = LogDirectory([
      "segment-0000000000000010.wal", "notes.txt", "snapshot-0000000000000005.state",
      "segment-0000000000000002.wal", "snapshot-0000000000000064.state",
      "snapshot-0000000000000070.state.tmp", "segment-0000000000000011.wal.tmp",
    ])
    #expect(directory.segments == [2, 16])
    #expect(directory.snapshots == [LogSequence(100), LogSequence(5)])
    #expect(
      directory.starting == [
        .remove(.segmentInTheMaking(17)), .remove(.snapshotInTheMaking(LogSequence(0x70))),
        .sync(.segment(16)), .syncDirectory,
      ])
    #expect(
      LogDirectory(["segment-0000000000000002.wal"]).starting == [
        .sync(.segment(2)), .syncDirectory,
      ])
    #expect(LogDirectory(["notes.txt"]).starting.isEmpty)
  }
}
