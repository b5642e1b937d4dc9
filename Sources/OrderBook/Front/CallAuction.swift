public import Core

/// Finds the one price at which a call trades, and how much.
///
/// Of all limit prices, the one at which most trades; of several, the one that leaves the least
/// unmatched; of several, under pressure of buyers the highest and of sellers the lowest; of several,
/// the nearest to the reference; then the lowest. Where only market orders meet, the reference.
public struct CallAuction: Sendable {
  /// What a call comes to.
  public struct Outcome: BitwiseCopyable, Sendable, Equatable {
    /// Price of every trade.
    public var price: Price
    /// How much trades.
    public var volume: Quantity

    /// Takes both.
    public init(price: Price, volume: Quantity) {
      self.price = price
      self.volume = volume
    }
  }

  /// A price with what would trade there.
  private struct Candidate {
    var price: Int64
    var volume: Int128
    /// Bought less sold.
    var surplus: Int128
  }

  private var bids: [(price: Int64, quantity: Int128)] = []
  private var asks: [(price: Int64, quantity: Int128)] = []
  private var marketBids: Int128 = 0
  private var marketAsks: Int128 = 0

  /// A call without orders.
  public init() {}

  /// Adds what an order would trade; without a limit, at any price.
  public mutating func add(_ side: Side, at limit: Price?, _ quantity: Quantity) {
    let quantity = Int128(quantity.rawValue)
    switch (side, limit) {
    case (.buy, nil): marketBids += quantity
    case (.sell, nil): marketAsks += quantity
    case (.buy, .some(let price)): bids.append((price.rawValue, quantity))
    case (.sell, .some(let price)): asks.append((price.rawValue, quantity))
    }
  }

  /// What the call comes to; nil when nothing would trade.
  /// - Complexity: O(n log n).
  public func outcome(reference: Price?) -> Outcome? {
    var best: [Candidate] = []
    for candidate in candidates(reference) where candidate.volume > 0 {
      guard let leading = best.first else {
        best = [candidate]
        continue
      }
      let rank = (leading.volume, -leading.surplus.magnitudeValue)
      let other = (candidate.volume, -candidate.surplus.magnitudeValue)
      if other > rank { best = [candidate] } else if other == rank { best.append(candidate) }
    }
    guard let chosen = Self.choice(of: best, reference?.rawValue),
      let price = Price(rawValue: chosen.price),
      let volume = Quantity(rawValue: Int64(clamping: chosen.volume))
    else { return nil }
    return Outcome(price: price, volume: volume)
  }

  /// Every price that could be chosen, ascending.
  private func candidates(_ reference: Price?) -> [Candidate] {
    let ascending = {
      (left: (price: Int64, quantity: Int128), right: (price: Int64, quantity: Int128)) in
      left.price < right.price
    }
    let (bids, asks) = (self.bids.sorted(by: ascending), self.asks.sorted(by: ascending))
    var prices = (bids + asks).map(\.price)
    if prices.isEmpty, let reference { prices = [reference.rawValue] }
    prices.sort()
    var found: [Candidate] = []
    var bought = bids.reduce(marketBids) { $0 + $1.quantity }
    var sold = marketAsks
    var (bid, ask) = (0, 0)
    for price in prices where found.last?.price != price {
      while bid < bids.count, bids[bid].price < price {
        bought -= bids[bid].quantity
        bid += 1
      }
      while ask < asks.count, asks[ask].price <= price {
        sold += asks[ask].quantity
        ask += 1
      }
      found.append(Candidate(price: price, volume: min(bought, sold), surplus: bought - sold))
    }
    return found
  }

  /// Of candidates with the same volume and the same surplus or shortage.
  private static func choice(of candidates: [Candidate], _ reference: Int64?) -> Candidate? {
    guard let lowest = candidates.first, let highest = candidates.last else { return nil }
    if candidates.allSatisfy({ $0.surplus > 0 }) { return highest }
    if candidates.allSatisfy({ $0.surplus < 0 }) { return lowest }
    guard let reference else { return lowest }
    return candidates.min { left, right in
      (left.price - reference).magnitude < (right.price - reference).magnitude
    }
  }
}

extension Int128 {
  fileprivate var magnitudeValue: Int128 { self < 0 ? -self : self }
}
