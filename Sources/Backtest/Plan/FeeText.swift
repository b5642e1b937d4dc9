internal import Core
internal import Ledger

/// Reads and writes a venue's fees as they are typed: one tier, shares of the notional.
enum FeeText {
  private static let expected = "MAKER:TAKER in percent of the notional, such as -0.01%:0.05%"
  /// A percent in the rate's parts, 10⁻⁸.
  private static let scale = DecimalScale(digits: 6) ?? .whole

  static func fees(_ text: String) throws(SettingFailure) -> FeeSchedule {
    let words = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 2, words.allSatisfy({ $0.hasSuffix("%") }) else {
      throw SettingFailure(expected)
    }
    let limit = FeeRate.greatest.notionalPart
    let maker = try SettingText.decimal(
      String(words[0].dropLast()), digits: scale, in: -limit...limit)
    let taker = try SettingText.decimal(
      String(words[1].dropLast()), digits: scale, in: -limit...limit)
    let tier = FeeTier(
      from: Money(rawValue: 0), maker: FeeRate(notionalPart: maker),
      taker: FeeRate(notionalPart: taker))
    do throws(FeeScheduleError) { return try FeeSchedule(tiers: [tier]) } catch {
      throw SettingFailure(expected)
    }
  }

  static func text(_ fees: FeeSchedule) -> String {
    guard let tier = fees.tiers.first else { return "0%:0%" }
    return [tier.maker, tier.taker].map {
      SettingText.text(decimal: $0.notionalPart, scale) + "%"
    }.joined(separator: ":")
  }
}
