/// How much to do and how often.
public struct MeasurementPlan: Sendable {
  /// Size of the inputs.
  public enum Scale: Sendable {
    /// The size at which figures are published.
    case full
    /// A size that shows only that a benchmark works.
    case smoke
  }

  /// Size of the inputs.
  public let scale: Scale
  /// Untimed passes before the first timed one, beside the verifying pass.
  public let warmUps: Int
  /// Timed passes.
  public let repetitions: Int
  /// Passes that time each operation; of each percentile the median over them is reported.
  public let latencyPasses: Int

  /// The least number of repetitions from which a figure may be published.
  public static let publishableRepetitions = 7

  /// A measurement at full size.
  public static func full(repetitions: Int = publishableRepetitions) -> MeasurementPlan {
    MeasurementPlan(scale: .full, warmUps: 1, repetitions: max(repetitions, 1), latencyPasses: 3)
  }

  /// Shows in a moment that a benchmark works; its times mean nothing.
  public static let smoke = MeasurementPlan(
    scale: .smoke, warmUps: 0, repetitions: 1, latencyPasses: 1)
}
