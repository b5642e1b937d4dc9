import Core
import Foundation
import Samples
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

@Test func `the sample tape's summary as JSON is the recorded one, and JSON`() throws {
  let played = try play(
    try SampleScenario().text(), showing: try terms([(.kind, "Fill"), (.symbol, "ACME")]))
  let json = try #require(
    played.replay.summary?.json(traceHash: played.replay.traceHash, isComplete: true))
  try TestFiles.record("sample.summary.json", json)
  #expect(try TestFiles.fixture("sample.summary.json") == json)
  let document = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
  #expect(document?["trace_hash"] as? String == String(hexadecimal: played.replay.traceHash))
  #expect((document?["passed"] as? [String: Any])?["fills"] as? Int == 10)
}

@Test func `every decimal of the JSON form is a number with all its digits`() throws {
  let summary = try #require(try play(try SampleScenario().text()).replay.summary)
  let json = String(decoding: summary.json(traceHash: 0, isComplete: true), as: UTF8.self)
  for member in [
    "\"cancel_rate\":0.2941", "\"latest\":4.100050000", "\"filled_quantity\":0.40000",
    "\"notional\":12000.0000000", "\"low\":99.97",
  ] {
    #expect(json.contains(member + ","), "\(member)")
  }
}

@Test func `a notional beyond 64 bits keeps all its digits as a JSON number`() throws {
  var summary = TapeSummary(header: SampleTape.header)
  let price = try #require(Price(rawValue: Price.magnitudeLimit))
  let quantity = try #require(Quantity(rawValue: Quantity.magnitudeLimit))
  for number in UInt64(1)...3 {
    let trade = Trade(trade: TradeID(number), price: price, quantity: quantity)
    summary.add(
      Event(
        sequence: TapeSequence(number), time: 0, source: .venue, instrument: 1,
        payload: .trade(trade)),
      passes: true)
  }
  let json = String(decoding: summary.json(traceHash: 0, isComplete: true), as: UTF8.self)
  #expect(json.contains("\"notional\":3" + String(repeating: "0", count: 28) + ".00,"))
}

@Test(arguments: [1, 7, 64, 1 << 20])
func `how a file is cut into chunks does not matter`(chunk: Int) throws {
  let text = try SampleScenario().text()
  let played = try play(text, chunk: chunk)
  #expect(played.events == SampleScenario().events)
  #expect(played.lines == (try play(text)).lines)
  #expect(played.replay.isComplete)
}
