internal import Core
internal import Engine
internal import OMS
internal import Risk
internal import Strategy

/// A session at a glance, while it runs.
public struct SessionFigures: Sendable {
  /// Worth less capital over all seats, raw; nil where a price is missing.
  public let net: Int64?
  /// Time, P&L, position, orders, fills, state of the gate.
  public let text: String

  /// Looks at a session.
  public init(_ session: borrowing Session) {
    let engine = session.engine
    var sum: Int64? = 0
    for seat in 0..<engine.seatCount {
      let worth = engine.lastEquity(seat: seat)?.rawValue
      sum = sum.flatMap { sum in worth.map { sum + $0 - engine.configuration.capital.rawValue } }
    }
    net = sum
    let unit = Double(engine.configuration.moneyScale.unitsPerWhole)
    let position = engine.seatCount > 0 ? engine.desk(seat: 0).positions.first?.rawValue ?? 0 : 0
    let scale = engine.market.instruments.first?.quantityScale ?? .whole
    let gate =
      engine.risk.kill.map { "killed by \($0.reason.token)" }
      ?? (engine.risk.isHalted ? "halted" : "open")
    text =
      "\(FigureText.fixed(Double(session.now.nanoseconds) / 1e9, digits: 1)) s  P&L \(FigureText.fixed(sum.map { Double($0) / unit }, digits: 2))"
      + "  position \(String(decimal: position, scale: scale))"
      + "  working \(engine.orders.workingCount)  fills \(engine.counters.fills)  \(gate)"
  }
}
