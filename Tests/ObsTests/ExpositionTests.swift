import Core
import Obs
import Samples
import Testing

private func text(_ body: (inout Exposition) -> Void) -> String {
  var page = Exposition()
  body(&page)
  return String(decoding: page.bytes, as: UTF8.self)
}

@Test func `a page is help, type and samples of each metric, to the byte`() {
  let page = text { page in
    page.counter("rejects_total", "Requests refused, by reason.") { family in
      family.sample(.count(15), ["reason": "unknown-order"])
      family.sample(.count(0), ["reason": "queue-full", "venue": "v1"])
    }
    page.gauge("queue_depth", "Messages waiting.", .count(3))
    page.gauge("position_lots", "Signed.", .whole(-12))
    page.gauge("mid_price", "Exact.", .decimal(-5, 2))
    page.gauge("age_seconds", "Time.", .seconds(Nanoseconds(1_500_000_007)))
    page.gauge("nothing", "No value.", .none)
    page.counter("empty_total", "A family without samples.") { _ in }
  }
  #expect(
    page == """
      # HELP rejects_total Requests refused, by reason.
      # TYPE rejects_total counter
      rejects_total{reason="unknown-order"} 15
      rejects_total{reason="queue-full",venue="v1"} 0
      # HELP queue_depth Messages waiting.
      # TYPE queue_depth gauge
      queue_depth 3
      # HELP position_lots Signed.
      # TYPE position_lots gauge
      position_lots -12
      # HELP mid_price Exact.
      # TYPE mid_price gauge
      mid_price -0.05
      # HELP age_seconds Time.
      # TYPE age_seconds gauge
      age_seconds 1.500000007
      # HELP nothing No value.
      # TYPE nothing gauge
      nothing NaN
      # HELP empty_total A family without samples.
      # TYPE empty_total counter

      """)
}

@Test func `what would break a line is escaped, and a quote only where it would end a label`() {
  let page = text { page in
    page.gauge("x", "a \"b\" \\ c\nd") { $0.sample(.count(1), ["label": "a \"b\" \\ c\nd é\r"]) }
  }
  #expect(
    page
      == "# HELP x a \"b\" \\\\ c\\nd\n# TYPE x gauge\n"
      + "x{label=\"a \\\"b\\\" \\\\ c\\nd é\r\"} 1\n")
}

@Test(
  arguments: [
    ("a-b.c", "a_b_c"), ("9lives", "_lives"), ("", "_"), ("é", "__"), ("a:b", "a_b"),
    ("_0Z", "_0Z"),
  ] as [(StaticString, String)])
func `a character that a name may not have becomes an underscore`(
  name: StaticString, expected: String
) {
  #expect(text { $0.gauge(name, "", .count(0)) }.contains("\n\(expected) 0\n"))
}

@Test func `a summary has quantiles, sum and count; quantiles of nothing are no numbers`() {
  var spans = LogLinearHistogram()
  for nanos in 1...100 { spans.record(UInt64(nanos)) }
  let page = text { page in
    page.summary("s_seconds", "S.") { family in
      family.quantiles(spans, ["operation": "match"])
      family.quantiles(LogLinearHistogram(), ["operation": "amend"])
    }
  }
  #expect(
    page == """
      # HELP s_seconds S.
      # TYPE s_seconds summary
      s_seconds{operation="match",quantile="0.5"} 0.000000050
      s_seconds{operation="match",quantile="0.95"} 0.000000095
      s_seconds{operation="match",quantile="0.99"} 0.000000099
      s_seconds{operation="match",quantile="0.999"} 0.000000100
      s_seconds_sum{operation="match"} 0.000005050
      s_seconds_count{operation="match"} 100
      s_seconds{operation="amend",quantile="0.5"} NaN
      s_seconds{operation="amend",quantile="0.95"} NaN
      s_seconds{operation="amend",quantile="0.99"} NaN
      s_seconds{operation="amend",quantile="0.999"} NaN
      s_seconds_sum{operation="amend"} 0.000000000
      s_seconds_count{operation="amend"} 0

      """)
}

@Test func `buckets are cumulative, exact, and end with all that was counted`() throws {
  var random = RandomStream(masterSeed: TestRun.seed, name: "buckets")
  var spans = LogLinearHistogram()
  var values: [UInt64] = [0, 127, 128, 255, 256, 1 << 30 - 1, 1 << 30, .max]
  for _ in 0..<500 * TestRun.scale { values.append(random.next() >> random.bounded(64)) }
  for value in values { spans.record(value) }
  let page = text { $0.histogram("h_seconds", "H.") { $0.buckets(spans) } }
  let rows = page.split(separator: "\n").filter { $0.hasPrefix("h_seconds_bucket") }
  for (row, exponent) in zip(rows, UInt64(7)...30) {
    let bound = UInt64(1) << exponent - 1
    let whole = String(decimal: Int64(bound), scale: 9)
    let count = values.count { $0 <= bound }
    #expect(row == "h_seconds_bucket{le=\"\(whole)\"} \(count)", "SEED=\(TestRun.seed)")
  }
  #expect(rows.count == 25)
  #expect(rows.last == "h_seconds_bucket{le=\"+Inf\"} \(values.count)")
  #expect(page.hasSuffix("h_seconds_count \(values.count)\n"))
}

@Test func `a sum beyond 64 bits of nanoseconds keeps its digits`() {
  var spans = LogLinearHistogram()
  for _ in 0..<3 { spans.record(.max) }
  let page = text { $0.summary("s", "") { $0.quantiles(spans) } }
  #expect(page.contains("s_sum 55340232221.128654845\n"))
}

@Test func `a process goes by the names that Prometheus clients agree on`() {
  let sample = ProcessSample(
    residentBytes: 4096, peakResidentBytes: 8192, processorTime: Nanoseconds(1_250_000_000),
    start: 1_700_000_000_000_000_000)
  let lines = text { $0.process(sample) }.split(separator: "\n").filter { !$0.hasPrefix("#") }
  #expect(
    lines == [
      "process_resident_memory_bytes 4096", "process_resident_memory_peak_bytes 8192",
      "process_cpu_seconds_total 1.250000000", "process_start_time_seconds 1700000000.000000000",
    ])
}
