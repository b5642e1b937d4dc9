public import Core

/// What the name of a LOBSTER file says: `AAPL_2012-06-21_34200000_57600000_message_10.csv`, of
/// which symbol and date in front are enough.
public struct LobsterFileName: Sendable, Equatable {
  /// The ticker.
  public let symbol: String
  /// The trading day.
  public let date: CivilDate

  /// Reads the last part of a path; nil when it has another shape.
  public init?(path: String) {
    guard let name = path.split(separator: "/").last else { return nil }
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count >= 3, TapeName.isValid(String(parts[0])),
      let date = TimeText.date(String(parts[1]))
    else { return nil }
    symbol = String(parts[0])
    self.date = date
  }
}
