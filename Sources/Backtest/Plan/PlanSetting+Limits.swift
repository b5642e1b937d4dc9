internal import Core
internal import Engine
internal import Risk

// What may leave: the limits that can be said in one figure for every instrument.
extension PlanSetting {
  static let limits: [PlanSetting] = [
    limit(
      "order-size", "QUANTITY", "Largest order.", read: { $0.orderSize },
      write: { $0.orderSize = $1 }),
    limit(
      "position", "QUANTITY", "Largest position, what works included.", read: { $0.position },
      write: { $0.position = $1 }),
    limit(
      "open-orders", "N", "Most orders of the account that may work at once.",
      read: { $0.openOrders }, write: { $0.openOrders = $1 }),
    limit(
      "daily-loss", "AMOUNT", "Loss of a day that latches the kill switch.", read: { $0.dailyLoss },
      write: { $0.dailyLoss = $1 }),
    limit(
      "drawdown", "AMOUNT", "Fall below the best worth that latches it.", read: { $0.drawdown },
      write: { $0.drawdown = $1 }),
  ]

  private static func limit(
    _ name: String, _ placeholder: String, _ help: String,
    read: @escaping @Sendable (PlanLimits) -> String?,
    write: @escaping @Sendable (inout PlanLimits, String?) -> Void
  ) -> PlanSetting {
    PlanSetting(
      key: "limits.\(name)", placeholder: "\(placeholder)|none", help: help,
      read: { read($0.limits) ?? "none" },
      write: { (plan, text) throws(SettingFailure) in
        let isNumber = !text.isEmpty && text.allSatisfy { $0.isNumber || $0 == "." }
        guard text == "none" || isNumber else { throw SettingFailure("a number above 0, or none") }
        write(&plan.limits, text == "none" ? nil : text)
      })
  }
}

/// Limits as they were typed: what they mean depends on the scales of the tape's instruments.
struct PlanLimits: Sendable, Equatable {
  var orderSize: String?
  var position: String?
  var openOrders: String?
  var dailyLoss: String?
  var drawdown: String?

  /// The limits on a tape's instruments; nil where none was set.
  func limits(
    on instruments: [Instrument], moneyScale: DecimalScale
  ) throws(PlanError) -> RiskLimits? {
    guard self != PlanLimits() else { return nil }
    var account = AccountLimits()
    account.currency = instruments.first?.currency ?? "-"
    account.currencyScale = moneyScale
    if let openOrders {
      let count = UInt32(clamping: try raw(openOrders, .whole, "open-orders"))
      account.openOrders = OrderCount(count)
    }
    if let dailyLoss {
      account.dailyLoss = Money(rawValue: try raw(dailyLoss, moneyScale, "daily-loss"))
    }
    if let drawdown {
      account.drawdown = Money(rawValue: try raw(drawdown, moneyScale, "drawdown"))
    }
    var own: [InstrumentLimits] = []
    for instrument in instruments {
      var limits = InstrumentLimits(symbol: instrument.symbol)
      if let orderSize {
        limits.orderSize = Quantity(
          rawValue: try raw(orderSize, instrument.quantityScale, "order-size"))
      }
      if let position {
        limits.position = Quantity(
          rawValue: try raw(position, instrument.quantityScale, "position"))
      }
      own.append(limits)
    }
    do throws(InvalidLimits) { return try RiskLimits(account: account, instruments: own) } catch {
      throw PlanError(key: "limits", text: "", expected: "\(error)")
    }
  }

  private func raw(
    _ text: String, _ scale: DecimalScale, _ name: String
  ) throws(PlanError) -> Int64 {
    do throws(SettingFailure) {
      return try SettingText.decimal(text, digits: scale, in: 1...1_000_000_000_000_000)
    } catch { throw PlanError(key: "limits.\(name)", text: text, expected: error.expected) }
  }
}
