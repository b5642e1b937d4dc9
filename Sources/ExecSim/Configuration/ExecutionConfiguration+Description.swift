extension ExecutionConfiguration {
  /// The assumptions in force, one a line, for every report.
  public func describe() -> [String] { [] }
}
