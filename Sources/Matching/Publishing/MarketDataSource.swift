public import Core
public import Handoff

/// Where readers of a ``MarketDataPublisher`` come from; copies may go to any thread.
public struct MarketDataSource: Sendable {
  let places: IdentifierMap<Int>
  let depths: [SnapshotSource<BookDepth>]
  let quotes: BroadcastSource<BookQuote>

  /// A reader of the newest depth of a book, for one thread; nil when it is not published.
  public func depth(of instrument: InstrumentID) -> DepthReader? {
    guard let place = places[UInt64(instrument.rawValue)] else { return nil }
    return DepthReader(depths[place].reader(holding: BookDepth(empty: instrument)))
  }

  /// A reader of every quote that is sent from now on, for one thread.
  public func quotes(whenSlow policy: SlowReaderPolicy) -> QuoteReader {
    QuoteReader(quotes.reader(whenSlow: policy, priming: BookQuote(empty: InstrumentID(0))))
  }
}

/// One thread's view of the newest depth of a book.
public struct DepthReader: ~Copyable, Sendable {
  private var reader: SnapshotReader<BookDepth>
  /// The last whole depth that was read.
  public private(set) var depth: BookDepth
  /// How many pictures failed their own check: more than none is a bug of ours.
  public private(set) var corruptCount: UInt64 = 0

  init(_ reader: consuming SnapshotReader<BookDepth>) {
    depth = reader.value
    self.reader = reader
  }

  /// How many published depths were replaced before this reader saw them.
  public var conflated: UInt64 { reader.conflated }

  /// How often a depth was replaced while it was read.
  public var tornReads: UInt64 { reader.tornReads }

  /// Takes the newest depth; whether there was one.
  /// - Complexity: O(levels of a picture); never waits.
  public mutating func refresh() -> Bool {
    guard reader.refresh() == .changed else { return false }
    guard reader.value.isWhole else {
      corruptCount += 1
      return false
    }
    depth = reader.value
    return true
  }
}

/// One thread's place among the quotes that are sent.
public struct QuoteReader: ~Copyable, Sendable {
  private var reader: BroadcastReader<BookQuote>
  /// How many quotes failed their own check: more than none is a bug of ours.
  public private(set) var corruptCount: UInt64 = 0

  init(_ reader: consuming BroadcastReader<BookQuote>) { self.reader = reader }

  /// How many quotes were overwritten before this reader came to them.
  public var missed: UInt64 { reader.missed }

  /// Whether the reader was too slow and hears nothing more.
  public var isCutOff: Bool { reader.isCutOff }

  /// Hands quotes, at most `limit`, to `body` in order; how many.
  /// - Complexity: O(quotes handed over); never waits.
  public mutating func drain(limit: Int = .max, _ body: (BookQuote) -> Void) -> Int {
    var corrupt: UInt64 = 0
    let count = reader.drain(limit: limit) { quote in
      if quote.isWhole { body(quote) } else { corrupt += 1 }
    }
    corruptCount += corrupt
    return count
  }

  /// Whether everything was read and the publisher is gone.
  public func isFinished() -> Bool { reader.isFinished() }
}
