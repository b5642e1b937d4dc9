import Core
import TapeView
import Testing

@Test func `the sample tape is what its scenario makes`() throws {
  let text = try SampleScenario().text()
  try TestFiles.record("sample.rpl", text)
  #expect(try TestFiles.fixture("sample.rpl") == text)
}

@Test func `the sample tape's summary is the recorded one`() throws {
  let played = try play(try SampleScenario().text())
  let text = Array((played.lines.joined(separator: "\n") + "\n").utf8)
  try TestFiles.record("sample.summary.txt", text)
  #expect(try TestFiles.fixture("sample.summary.txt") == text)
}
