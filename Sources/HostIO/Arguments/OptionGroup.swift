/// Options that a help page shows together under one heading.
public struct OptionGroup: Equatable, Sendable {
  /// The heading, without a colon.
  public let heading: String
  /// In the order in which they are shown.
  public let options: [OptionDescription]

  /// Gathers options under a heading.
  public init(_ heading: String, _ options: [OptionDescription]) {
    self.heading = heading
    self.options = options
  }
}
