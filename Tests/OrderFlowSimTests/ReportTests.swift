import Core
import OrderFlowSim
import Samples
import Testing

@Suite struct ReportTests {
  static let settings =
    "seed=7 duration=600ms symbols=ACME:100.00,BETA:25.00 inbox.capacity=6 inbox.service=400us "
    + "regimes=calm:200ms,burst:150ms:spike=6:half-life=60ms,cancel-storm:150ms:storm=2 "
    + "faults.loss=0.5% faults.duplicates=1% faults.reordering=1%"

  @Test func `the summary of a small run is as recorded`() throws {
    let text = try MarketRun(Self.settings).report.text
    let golden = try Fixture.golden("golden/orderflow-summary.txt", recording: Array(text.utf8))
    #expect(text == String(decoding: golden, as: UTF8.self))
  }

  @Test func `the summary ends with the hash, and holds what a person looks for`() throws {
    let run = try MarketRun(Self.settings)
    let text = run.report.text
    let words = [
      "orderflow  seed 7", "orders ", "cancels ", "fills ", "cancel rate ", "queue depth", "regime",
      "calm", "burst", "cancel-storm", "spread", "price", "ACME", "BETA", "lifecycle violations 0",
    ]
    for word in words { #expect(text.contains(word)) }
    #expect(text.hasSuffix("trace-hash: \(String(hexadecimal: run.simulator.hash.value))\n"))
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 120 && !$0.hasSuffix(" ") })
  }

  @Test func `csv has a line for every figure but the hash, and no name twice`() throws {
    let report = try MarketRun(Self.settings).report
    let lines = report.csv.split(separator: "\n").map(String.init)
    #expect(lines.first == "figure,value" && lines.count == report.figures.count)
    #expect(lines.allSatisfy { $0.split(separator: ",").count == 2 })
    #expect(Set(report.figures.map(\.name)).count == report.figures.count)
    #expect(report.figures.last?.name == "trace_hash")
  }
}
