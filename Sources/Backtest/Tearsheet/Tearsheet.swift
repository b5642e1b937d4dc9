internal import Core

extension BacktestReport {
  /// The result as one self-contained page: no script, no font, no file beside it.
  public var html: String {
    var page = """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(Markup.escaped(title))</title>
      <style>\(Self.style)</style></head><body><main>
      <h1>\(Markup.escaped(title))</h1>

      """
    page += Self.table(identityRows, style: "inputs")
    page += "<section><h2>Result</h2>\n<table>\n<tr><th></th>"
    for seat in seats { page += "<th>\(Markup.escaped(seat.strategy))</th>" }
    page += "</tr>\n"
    for row in rows {
      page += "<tr><th>\(Markup.escaped(row.name))</th>"
      for seat in seats { page += "<td>\(Markup.escaped(row.value(seat)))</td>" }
      page += "</tr>\n"
    }
    page += "</table></section>\n<section><h2>Assumed</h2>\n<ul>\n"
    for assumption in assumptions { page += "<li>\(Markup.escaped(assumption))</li>\n" }
    page += "</ul></section>\n"
    for chart in charts {
      page += "<section><h2>\(Markup.escaped(chart.title))</h2>\n\(chart.svg)</section>\n"
    }
    let settings = identity.settings.map { ($0.name, $0.value.isEmpty ? "-" : $0.value) }
    page += "<section class=\"settings\"><h2>Settings</h2>\n"
    page += Self.table(settings, style: "inputs") + "</section>\n"
    page += """
      <footer>trace-hash: \(String(hexadecimal: traceHash)). Ratios are taken over intervals of \
      valuation and are not annualised; nothing here is advice.</footer>
      </main></body></html>

      """
    return page
  }

  private var title: String {
    "Backtest: " + seats.map(\.strategy).joined(separator: ", ") + " on " + identity.market
  }

  /// What the page names of its inputs.
  /// What the run is named by.
  private var identityRows: [(String, String)] {
    [
      ("market", "\(identity.market), \(identity.marketEvents) events"),
      ("market hash", String(hexadecimal: identity.marketHash)),
      ("configuration hash", String(hexadecimal: identity.configurationHash)),
      ("seed", "\(identity.seed)"),
      ("build", identity.build),
      ("trace hash", String(hexadecimal: traceHash)),
    ]
  }

  private static func table(_ rows: [(String, String)], style: String) -> String {
    var text = "<table class=\"\(style)\">\n"
    for (name, value) in rows {
      text += "<tr><th>\(Markup.escaped(name))</th><td>\(Markup.escaped(value))</td></tr>\n"
    }
    return text + "</table>\n"
  }

  private static let style = """
    :root{color-scheme:light dark;--ink:#1c2127;--dim:#68737d;--grid:#e3e7ea;--a:#2463eb;\
    --b:#d9480f;--buy:#0b7a55;--sell:#c22f2f;--page:#fff}
    @media(prefers-color-scheme:dark){:root{--ink:#e6e9ec;--dim:#98a3ad;--grid:#30363d;\
    --a:#6ea0ff;--b:#ff9457;--buy:#3ecf9a;--sell:#ff7b7b;--page:#14171a}}
    body{background:var(--page);color:var(--ink);font:14px/1.45 system-ui,sans-serif;margin:0}
    main{max-width:960px;margin:0 auto;padding:24px}
    h1{font-size:22px}h2{font-size:15px;margin:24px 0 8px}
    table{border-collapse:collapse;font-variant-numeric:tabular-nums}
    th{text-align:left;font-weight:500;color:var(--dim);padding:2px 16px 2px 0}
    td{text-align:right;padding:2px 16px 2px 0}.inputs td{text-align:left}\
    .settings table{display:block;columns:2;column-gap:32px}.settings tr{display:flex}\
    .settings th{min-width:230px}
    svg{width:100%;height:auto}svg text{fill:var(--dim);font-size:11px}
    .grid{stroke:var(--grid);fill:none}.a,.b{fill:none;stroke:var(--a);stroke-width:1.4}
    .b{stroke:var(--b)}.fall{fill:none;stroke:var(--sell);stroke-width:1.4}
    .buy{fill:var(--buy)}.sell{fill:var(--sell)}.bar{fill:var(--a);opacity:.75}
    footer{color:var(--dim);margin-top:32px;font-size:12px}
    """
}
