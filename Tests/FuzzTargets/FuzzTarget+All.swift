extension FuzzTarget {
  /// Every decoder that takes bytes from outside; a new one gets its line here.
  public static let all: [FuzzTarget] =
    [.tapeText, .tapeBinary, .tapeJudges, .json, .httpRequest, .httpReply, .metricsPage] + imports
    + savedStates + logs

  /// Targets with a fault of their own, one of each sort: they prove that the harness can fail.
  public static let canaries: [FuzzTarget] = [
    .trapCanary, .faultCanary, .hangCanary, .memoryCanary,
  ]

  /// The target of that name, canaries included.
  public static func named(_ name: String) -> FuzzTarget? {
    (all + canaries).first { $0.name == name }
  }
}
