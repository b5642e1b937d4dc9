public import Strategy

/// A strategy with the name by which the catalogue knows it.
public struct NamedStrategy: Sendable {
  /// Name in the catalogue.
  public let name: String
  /// The strategy before its start.
  public let strategy: any Strategy

  /// Takes both.
  public init(name: String, strategy: any Strategy) {
    self.name = name
    self.strategy = strategy
  }
}
