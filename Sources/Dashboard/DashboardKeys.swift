/// The keys of the dashboard, for its own page and for `--help`.
public enum DashboardKeys {
  /// Keys and what they do, in the order of the page.
  public static let table: [(keys: String, meaning: String)] = [
    ("space, p", "Pauses, goes on. A tape waits; a program does not."),
    ("s", "Sorts the list: errors first, by rate, by total, by name."),
    ("up down, k j", "One line of the list."),
    ("PgUp PgDn", "Ten lines."),
    ("?", "This page."),
    ("q, Ctrl-C", "Quits."),
  ]
}
