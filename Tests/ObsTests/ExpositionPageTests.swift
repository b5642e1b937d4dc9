import Core
import Obs
import Samples
import Testing

private func read(_ text: String) throws(ExpositionError) -> [MetricSample] {
  try ExpositionPage(parsing: Array(text.utf8)).samples
}

@Test func `what a page says is read as it was written`() throws {
  var page = Exposition()
  var spans = LogLinearHistogram()
  for nanos in 1...100 { spans.record(UInt64(nanos)) }
  page.counter("a_total", "A \"b\" \\ c\nd.") { family in
    family.sample(.count(.max), ["reason": "a \"b\" \\ c\nd é, } ="])
    family.sample(.count(0), ["reason": " x ", "venue": "v1"])
  }
  page.gauge("g", "G.", .whole(.min))
  page.gauge("n", "N.", .none)
  page.gauge("d", "D.", .decimal(-5, 2))
  page.summary("s_seconds", "S.") { $0.quantiles(spans, ["operation": "match"]) }
  page.histogram("h_seconds", "H.") { $0.buckets(spans) }
  let samples = try ExpositionPage(parsing: page.bytes).samples
  #expect(samples[0].billionths == Int128(UInt64.max) * 1_000_000_000)
  #expect(samples[0].label("reason") == "a \"b\" \\ c\nd é, } =")
  #expect(samples[1].label("reason") == " x " && samples[1].label("venue") == "v1")
  #expect(samples[0].kind == .counter && samples[2].kind == .gauge)
  #expect(samples[2].billionths == Int128(Int64.min) * 1_000_000_000)
  #expect(samples[3].billionths == nil)
  #expect(samples[4].billionths == -50_000_000)
  #expect(samples[5].label("quantile") == "0.5" && samples[5].billionths == 50)
  #expect(samples.filter { $0.name.hasPrefix("s_seconds") }.allSatisfy { $0.kind == .summary })
  #expect(samples.last?.name == "h_seconds_count" && samples.last?.kind == .histogram)
}

@Test(
  arguments: [
    ("1.5e+09", 1_500_000_000_000_000_000), ("2E-3", 2_000_000), ("-0.0000000019", -1),
    ("+7", 7_000_000_000), (".5", 500_000_000), ("1e-300", 0), ("1e300", nil), ("NaN", nil),
    ("+Inf", nil), ("3 1395066363000", 3_000_000_000), ("0.12345678912345678", 123_456_789),
  ] as [(String, Int128?)])
func `a number of another program is read, too`(text: String, billionths: Int128?) throws {
  #expect(try read("x { a = \"b\" , } \(text)\r\n").first?.billionths == billionths)
}

@Test(
  arguments: [
    ("", 0, .empty), ("# HELP x y\n", 1, .empty), ("<html>\n", 1, .name),
    ("x 1\ny 2", 2, .unfinished), ("x\n", 1, .value), ("x 1.2.3\n", 1, .value),
    ("x 0x10\n", 1, .value), ("x -\n", 1, .value), ("x 1 2 3\n", 1, .surplus),
    ("x{a=\"b} 1\n", 1, .labels), ("x{a=b} 1\n", 1, .labels), ("x{a=\"\\q\"} 1\n", 1, .labels),
    ("\n9x 1\n", 2, .name),
  ] as [(String, Int, ExpositionError.Reason)])
func `what is no page is refused with line and reason`(
  text: String, line: Int, reason: ExpositionError.Reason
) {
  let error = #expect(throws: ExpositionError.self) { try read(text) }
  #expect(error?.line == line && error?.reason == reason)
}

@Test func `every page cut short is refused or reads as a beginning of the whole`() throws {
  var page = Exposition()
  page.counter("a_total", "A.") { family in
    for index in 0..<8 { family.sample(.count(UInt64(index)), ["i": "\\\"\(index)"]) }
  }
  let whole = try ExpositionPage(parsing: page.bytes).samples
  for end in page.bytes.indices {
    guard let part = try? ExpositionPage(parsing: Array(page.bytes[..<end])) else { continue }
    #expect(part.samples[...] == whole.prefix(part.samples.count))
  }
}

@Test func `a page of more samples than a reader takes is refused`() {
  let text = String(repeating: "x 1\n", count: ExpositionPage.mostSamples + 1)
  let error = #expect(throws: ExpositionError.self) { try read(text) }
  #expect(error?.reason == .tooMany)
}
