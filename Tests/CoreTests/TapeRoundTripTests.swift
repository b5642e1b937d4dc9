import Core
import Samples
import Testing

/// The sample tape as text.
private func sampleText() throws -> [UInt8] {
  var writer = TapeWriter(SampleTape.header)
  var text: [UInt8] = []
  writer.begin(into: &text)
  for event in SampleTape.events { try writer.write(event, into: &text) }
  writer.finish(into: &text)
  return text
}

@Test func `every kind of event reads back as it was written`() throws {
  let text = try sampleText()
  var reader = TapeReader()
  reader.feed(text.span)
  reader.finish()
  for event in SampleTape.events {
    #expect(try reader.next() == .event(event))
  }
  #expect(try reader.next() == .end(count: UInt64(SampleTape.events.count)))
}
