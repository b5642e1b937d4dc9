/// The keys of the viewer, for its own page and for `--help`.
public enum ViewerKeys {
  /// Keys and what they do, in the order of the page.
  public static let table: [(keys: String, meaning: String)] = [
    ("up down, k j", "One line."),
    ("PgUp PgDn, b space", "One page."),
    ("Home End, g G", "First and last line."),
    ("< >", "1 % of the tape back, on."),
    ("[ ]  { }", "One second back, on; one minute."),
    (":", "Goes to: 1234 (sequence), 50%, 1.5 or a UTC time, 13:30:00, +5s, -100ms."),
    ("/", "Filters as you type: Fill,Trade agent=maker-1 order=12 since=1.5 symbol=ACME."),
    ("Enter", "Follows the order of the line through its life; Esc comes back."),
    ("o O", "Next, previous event of that order, without following it."),
    ("n N", "Next, previous anomaly: rejects, drops, gaps, late fills, crossed books, damage ..."),
    ("Tab", "Shows the order book at the line, or hides it."),
    ("Esc", "Stops a search; then leaves an order; then takes the filter away."),
    ("?", "This page."),
    ("q, Ctrl-C", "Quits."),
  ]
}
