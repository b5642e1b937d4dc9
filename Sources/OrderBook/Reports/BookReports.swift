public import Core

/// Where a book puts what comes of a request: a buffer of events, a counter, a venue's encoder.
///
/// The book is compiled for the sink that it is given, so a sink pays for what it keeps and for
/// nothing else: of one that only counts trades, no report is ever built. Calls come in the order of
/// the reports on a tape; an execution stands for its print, the maker's fill and the taker's fill.
public protocol BookReports: ~Copyable {
  /// A new order was taken in.
  mutating func accepted(_ report: Accepted)
  /// Two orders met.
  mutating func executed(_ execution: Execution)
  /// What is left of a new order ends by a rule of its own.
  mutating func expired(_ report: Expired)
  /// An order left the book because its owner asked, or by its self-trade policy.
  mutating func cancelled(_ report: Cancelled)
  /// An order has another price or quantity.
  mutating func amended(_ report: Amended)
  /// A rule of its terms has changed an order.
  mutating func restated(_ report: Restated)
  /// A request was refused; nothing has changed.
  mutating func rejected(_ report: Reject)
}

/// A buffer of events takes every report as the tape has it.
extension [EventPayload]: BookReports {
  /// Appends the report.
  @inlinable public mutating func accepted(_ report: Accepted) { append(.accepted(report)) }

  /// Appends the print, the maker's fill and the taker's fill.
  @inlinable public mutating func executed(_ it: Execution) {
    append(
      .trade(
        Trade(
          trade: it.trade, price: it.price, quantity: it.quantity, aggressor: it.aggressor,
          maker: it.maker.id, taker: it.taker.id)))
    append(.fill(it.fill(of: it.maker, side: it.aggressor.opposite, liquidity: .maker)))
    append(.fill(it.fill(of: it.taker, side: it.aggressor, liquidity: .taker)))
  }

  /// Appends the report.
  @inlinable public mutating func expired(_ report: Expired) { append(.expired(report)) }

  /// Appends the report.
  @inlinable public mutating func cancelled(_ report: Cancelled) { append(.cancelled(report)) }

  /// Appends the report.
  @inlinable public mutating func amended(_ report: Amended) { append(.amended(report)) }

  /// Appends the report.
  @inlinable public mutating func restated(_ report: Restated) { append(.restated(report)) }

  /// Appends the report.
  @inlinable public mutating func rejected(_ report: Reject) { append(.reject(report)) }
}

extension Execution {
  /// One order's side of the match.
  @inlinable func fill(of order: Participant, side: Side, liquidity: Liquidity) -> Fill {
    Fill(
      id: order.id, owner: order.owner, side: side, price: price, quantity: quantity,
      remaining: order.remaining, number: order.fillNumber, trade: trade, liquidity: liquidity)
  }
}
