/// A section of a help page that explains other words than options, such as keys.
public struct HelpTable: Equatable, Sendable {
  /// The heading, without a colon.
  public let heading: String
  /// What is explained, and how.
  public let rows: [(label: String, text: String)]

  /// Gathers rows under a heading.
  public init(_ heading: String, _ rows: [(label: String, text: String)]) {
    self.heading = heading
    self.rows = rows
  }

  /// Same words.
  public static func == (left: HelpTable, right: HelpTable) -> Bool {
    left.heading == right.heading && left.rows.elementsEqual(right.rows, by: ==)
  }
}
