internal import Core

/// What the orders that took show: signs, sizes, times, and how the middle moved.
///
/// One order may print several times as it walks through the book. Prints of one time, side and,
/// where it is known, taker that follow one another are one *market order* (Lillo and Farmer 2004
/// call it the effective one). Prints without an aggressor are counted and left out.
struct MarketOrderStats: Sendable {
  /// Lags of the sign and of the return series, and distances of the response.
  static let lags = [1, 2, 5, 10, 20, 50]
  static let responseLags = [1, 10, 50]

  private(set) var count: UInt64 = 0
  private(set) var prints: UInt64 = 0
  private(set) var unsignedPrints: UInt64 = 0
  private(set) var signs = Autocorrelation(lags: lags)
  private(set) var absoluteReturns = Autocorrelation(lags: lags)
  private(set) var returns = Moments()
  private(set) var tenOrderReturns = Moments()
  private(set) var unmoved: UInt64 = 0
  private(set) var sizes = LogLinearHistogram()
  private(set) var gaps = Moments()
  /// Sum of signed moves and their number, for each of `responseLags`.
  private(set) var responses = [(sum: Int128, count: UInt64)](
    repeating: (0, 0), count: responseLags.count)

  /// The order whose prints are coming in.
  private var open: (time: Timestamp, side: Side, taker: OrderID?, quantity: UInt64)?
  /// Signs and middles of the latest orders, by order number.
  private var recent = [(sign: Int64, doubledMid: Int64?)](repeating: (0, nil), count: 64)
  private var lastMid: Int64?
  private var tenthMid: Int64?
  private var mids: UInt64 = 0

  /// A print; the middle is that of the book before it.
  mutating func add(_ trade: Trade, at time: Timestamp, doubledMid: Int64?) {
    prints += 1
    guard let side = trade.aggressor else {
      unsignedPrints += 1
      return
    }
    let quantity = UInt64(trade.quantity.rawValue.magnitude)
    if let order = open, order.time == time, order.side == side, order.taker == trade.taker {
      let (sum, overflow) = order.quantity.addingReportingOverflow(quantity)
      open?.quantity = overflow ? .max : sum
      return
    }
    finish()
    if let previous = lastTime { gaps.add(Double(time.since(previous).count)) }
    open = (time, side, trade.taker, quantity)
    lastTime = time
    begin(side == .buy ? 1 : -1, doubledMid)
  }

  private var lastTime: Timestamp?

  /// There is no more print of the order.
  mutating func finish() {
    if let order = open { sizes.record(order.quantity) }
    open = nil
  }

  private mutating func begin(_ sign: Int64, _ doubledMid: Int64?) {
    signs.add(Double(sign))
    if let doubledMid {
      respond(to: doubledMid)
      follow(doubledMid)
    }
    recent[Int(count % 64)] = (sign, doubledMid)
    count += 1
  }

  /// The mean move of the middle in the direction of an order, so many orders later.
  private mutating func respond(to doubledMid: Int64) {
    for (place, lag) in Self.responseLags.enumerated() where count >= UInt64(lag) {
      let earlier = recent[Int((count - UInt64(lag)) % 64)]
      guard let before = earlier.doubledMid else { continue }
      responses[place].sum += Int128(earlier.sign * (doubledMid - before))
      responses[place].count += 1
    }
  }

  /// Returns from the middle before one order to that before the next, and before the tenth.
  private mutating func follow(_ doubledMid: Int64) {
    if let before = lastMid, let value = LogReturn.of(doubledMid, from: before) {
      returns.add(value)
      absoluteReturns.add(value.magnitude)
      if doubledMid == before { unmoved += 1 }
    }
    lastMid = doubledMid
    if mids % 10 == 0 {
      if let before = tenthMid, let value = LogReturn.of(doubledMid, from: before) {
        tenOrderReturns.add(value)
      }
      tenthMid = doubledMid
    }
    mids += 1
  }
}

extension MarketOrderStats {
  /// The tail of the sizes: Hill's estimate over the tenth of the orders that are larger than the
  /// rest, P(size > s) ~ s⁻ᵅ; nil below 50 such orders.
  var sizeTail: Double? {
    guard let least = sizes.quantile(millionths: 900_000), least > 0 else { return nil }
    var (count, sum) = (0.0, 0.0)
    let first = LogLinearHistogram.cell(of: least) + 1
    for cell in first..<max(first, LogLinearHistogram.cellCount) {
      let times = Double(sizes.count(inCell: cell))
      guard times > 0 else { continue }
      let values = LogLinearHistogram.values(ofCell: cell)
      let middle = values.lowerBound + (values.upperBound - values.lowerBound) / 2
      guard let logarithm = Elementary.ln(Double(middle) / Double(least)) else { continue }
      count += times
      sum += times * logarithm
    }
    return count >= 50 && sum > 0 ? count / sum : nil
  }
}
