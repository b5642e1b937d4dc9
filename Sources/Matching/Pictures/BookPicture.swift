public import Core
public import OrderBook

/// The best levels of a book at one moment, as plain numbers: what is published to other threads.
///
/// It carries a checksum of its own. Whoever receives a picture need not trust the way that it came:
/// one that was mixed from two is found out (INV-MATCH-3).
public struct BookPicture<let depth: Int>: BitwiseCopyable, Sendable {
  /// What is traded.
  public let instrument: InstrumentID
  /// Number of the last request that it includes; 0 before the first.
  public let request: UInt64
  /// How many trades there had been.
  public let tradeCount: UInt64
  private var bids = InlineArray<depth, PictureLine> { _ in PictureLine() }
  private var asks = InlineArray<depth, PictureLine> { _ in PictureLine() }
  private var check: UInt64 = 0

  /// A picture of `book` behind a request.
  /// - Complexity: O(`depth`), without allocating.
  public init(_ book: borrowing FastBook, behind request: UInt64) {
    instrument = book.instrument
    tradeCount = book.tradeCount
    self.request = request
    for side in Side.allCases {
      var place = 0
      book.forEachLevel(side, atMost: depth) { level in
        if side == .buy {
          bids[place] = PictureLine(level)
        } else {
          asks[place] = PictureLine(level)
        }
        place += 1
      }
    }
    check = checksum
  }

  /// A picture of an empty book before its first request.
  public init(empty instrument: InstrumentID) {
    self.instrument = instrument
    (request, tradeCount) = (0, 0)
    check = checksum
  }

  /// The level at a place from the best on; nil where there is none, or beyond `depth`.
  public func level(_ side: Side, _ place: Int) -> DepthLevel? {
    guard place >= 0, place < depth else { return nil }
    return side == .buy ? bids[place].level : asks[place].level
  }

  /// Highest bid; nil when nobody bids.
  public var bestBid: DepthLevel? { level(.buy, 0) }

  /// Lowest offer; nil when nobody offers.
  public var bestAsk: DepthLevel? { level(.sell, 0) }

  /// Whether all of it is of one moment.
  public var isWhole: Bool { check == checksum }

  /// Whether the same levels stand in both, whatever requests lie between.
  public func showsSame(as other: Self) -> Bool {
    for place in 0..<depth
    where bids[place] != other.bids[place] || asks[place] != other.asks[place] {
      return false
    }
    return true
  }

  private var checksum: UInt64 {
    var mix = PictureMix()
    mix.fold(UInt64(instrument.rawValue))
    mix.fold(request)
    mix.fold(tradeCount)
    for place in 0..<depth {
      mix.fold(bids[place])
      mix.fold(asks[place])
    }
    return mix.value
  }
}

extension BookPicture: Equatable {
  /// Whether both are of one moment of one book.
  public static func == (left: Self, right: Self) -> Bool {
    left.instrument == right.instrument && left.request == right.request
      && left.tradeCount == right.tradeCount && left.check == right.check
      && left.showsSame(as: right)
  }
}

/// Best bid and offer.
public typealias BookQuote = BookPicture<1>

/// Ten levels of either side.
public typealias BookDepth = BookPicture<10>
