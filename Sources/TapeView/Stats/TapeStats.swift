public import Core

/// What a tape's market was like: rates, gaps, spread, depth, order lives, agents; and for one
/// symbol the statistics by which a market is known (`stylized`).
///
/// Feed it every event in tape order, say `finish()`, read. One pass; memory is that of the
/// header, the live orders and levels, and a fixed part (about 200 KB a symbol), whatever the
/// length of the tape.
public struct TapeStats: Sendable {
  /// Most symbols whose books are followed; later ones are counted only.
  public static let symbolLimit = 64

  let header: TapeHeader
  private(set) var rates = RateStats()
  /// By place in the header; nil for a symbol without events, or beyond the limit.
  private(set) var instruments: [InstrumentStats?]
  /// By place in the header.
  private(set) var parties: [PartyStats]
  private(set) var followed = 0

  /// Nothing yet, for a tape with this header.
  public init(header: TapeHeader) {
    self.header = header
    instruments = Array(repeating: nil, count: header.instruments.count)
    parties = Array(repeating: PartyStats(), count: header.parties.count)
  }

  /// Takes in the next event.
  /// - Complexity: O(log levels), and every 16th change of a book O(levels near its best prices).
  public mutating func add(_ event: Event) {
    rates.add(event)
    guard let id = event.instrument, let place = Self.place(id.rawValue, instruments.count) else {
      return
    }
    if instruments[place] == nil, followed < Self.symbolLimit {
      instruments[place] = InstrumentStats(id)
      followed += 1
    }
    let life = instruments[place]?.add(event) ?? nil
    guard let owner = event.payload.owner,
      let party = Self.place(owner.rawValue, parties.count)
    else { return }
    if case .fill(let fill) = event.payload { parties[party].add(fill, of: id) }
    if let life { parties[party].add(life: life) }
  }

  /// There are no more events.
  public mutating func finish() {
    for place in instruments.indices { instruments[place]?.finish() }
  }

  /// The symbol with most prints, the first of equals: what `stylized` tells of unless asked
  /// otherwise.
  public var mainSymbol: String? {
    var best: (symbol: String, prints: UInt64)?
    for (place, instrument) in header.instruments.enumerated() {
      guard let stats = instruments[place] else { continue }
      if let known = best, known.prints >= stats.orders.prints { continue }
      best = (instrument.symbol, stats.orders.prints)
    }
    return best?.symbol
  }

  /// Index of a number that is dense from 1.
  private static func place(_ number: UInt32, _ count: Int) -> Int? {
    let place = Int(number) - 1
    return place >= 0 && place < count ? place : nil
  }
}
