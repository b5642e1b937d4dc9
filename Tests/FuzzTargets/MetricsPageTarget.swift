import Dashboard
import Obs
import Terminal

extension FuzzTarget {
  /// The page of metrics of any program, and what a dashboard makes of it.
  static let metricsPage = FuzzTarget(
    "metrics-page",
    "what stands before the end of a line is read the same without what follows; a dashboard of it "
      + "fills its screen, page after page",
    longestInput: 1024, isText: true,
    seeds: {
      [
        FuzzSeed(
          "counters.prom",
          "# HELP truetape_events_total E.\n# TYPE truetape_events_total counter\n"
            + "truetape_events_total{kind=\"Trade\"} 1200\ntruetape_queue_depth 3 1723075200123\n"),
        FuzzSeed(
          "summary.prom",
          "# TYPE truetape_service_quantile_seconds summary\n"
            + "truetape_service_quantile_seconds{operation=\"match\",quantile=\"0.99\"} 2.5e-06\n"
            + "truetape_service_quantile_seconds_count{operation=\"match\"} 7\n"),
        FuzzSeed(
          "foreign.prom",
          "# TYPE x untyped\nx{a=\"\\\"\\n\\\\\",} -Inf\n\ny NaN\nz{} +1E9\nprocess_start_time_seconds 1\n"
        ),
      ]
    },
    check: { text in
      guard let page = try? ExpositionPage(parsing: text) else { return }
      let place = Int(text.last ?? 0) * 7 % text.count
      if let end = text[place...].firstIndex(of: UInt8(ascii: "\n")),
        let part = try? ExpositionPage(parsing: Array(text[...end]))
      {
        try demand(page.samples.starts(with: part.samples), "a page cut behind byte \(end)")
      }
      var dashboard = Dashboard(source: "x")
      dashboard.resize(width: 60 + text.count % 40, height: text.count % 30)
      dashboard.take(page, atNanoseconds: 0)
      dashboard.take(page, atNanoseconds: Int64(text.count) << 24)
      let frame = dashboard.frame()
      try demandEqual(frame.lines.count, text.count % 30, "lines of the screen")
      try demand(dashboard.lines().allSatisfy { !$0.isEmpty }, "an empty line")
      _ = dashboard.line()
    })
}
