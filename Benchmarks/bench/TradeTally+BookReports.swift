public import Core
public import OrderBook
public import Workloads

/// A tally is a sink that keeps trades only.
extension TradeTally: BookReports {
  /// Not kept.
  public mutating func accepted(_ report: Accepted) {}

  /// Notes the trade.
  public mutating func executed(_ it: Execution) {
    record(
      maker: it.maker.id.rawValue, taker: it.taker.id.rawValue,
      price: UInt64(it.price.rawValue), quantity: UInt64(it.quantity.rawValue))
  }

  /// Not kept.
  public mutating func expired(_ report: Expired) {}

  /// Not kept.
  public mutating func cancelled(_ report: Cancelled) {}

  /// Not kept.
  public mutating func amended(_ report: Amended) {}

  /// Not kept: no order here has terms that change it.
  public mutating func restated(_ report: Restated) {}

  /// Not kept.
  public mutating func rejected(_ report: Reject) {}
}
