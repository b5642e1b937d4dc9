import Core
import OrderBook
import Samples

/// Which implementation a test drives.
enum BookKind: CaseIterable, Sendable {
  case reference
  case fast
}

/// A book of either kind as a value: what every test of books drives.
///
/// The fast book cannot be copied; here it is held once, and saved and read back when a holder of a
/// shared one changes it.
struct BookUnderTest {
  private final class Holder {
    var book: FastBook
    init(_ book: consuming FastBook) { self.book = book }

    var copy: Holder {
      var reader = ByteReader(book.encoded())
      do { return Holder(try FastBook(decoding: &reader)) } catch {
        preconditionFailure("a sound book is saved unreadably: \(error)")
      }
    }
  }

  private enum Storage {
    case reference(ReferenceBook)
    case fast(Holder)
  }

  private var storage: Storage

  /// An empty book of instrument 1 without rules that matter.
  static func empty(_ kind: BookKind) -> BookUnderTest {
    BookUnderTest(kind, rules: SampleTape.freeRules)
  }

  /// An empty book of instrument 1.
  init(_ kind: BookKind, rules: InstrumentRules, seed: UInt64 = FastBook.defaultSeed) {
    storage =
      switch kind {
      case .reference: .reference(ReferenceBook(instrument: 1, quantityScale: 0, rules: rules))
      case .fast:
        .fast(Holder(FastBook(instrument: 1, quantityScale: 0, rules: rules, seed: seed)))
      }
  }

  /// A saved book, read back to the last byte.
  init(_ kind: BookKind, decoding bytes: [UInt8]) throws(StateDecodingError) {
    var reader = ByteReader(bytes)
    switch kind {
    case .reference: storage = .reference(try ReferenceBook(decoding: &reader))
    case .fast: storage = .fast(Holder(try FastBook(decoding: &reader)))
    }
    try reader.finish()
  }

  /// The reports to one request.
  mutating func handle(_ request: EventPayload, refusal: RejectReason? = nil) -> [EventPayload] {
    switch storage {
    case .reference(var book):
      let reports = Self.handle(request, refusal, in: &book)
      storage = .reference(book)
      return reports
    case .fast(var holder):
      storage = .reference(ReferenceBook(instrument: 1, quantityScale: 0, rules: .unrestricted))
      if !isKnownUniquelyReferenced(&holder) { holder = holder.copy }
      defer { storage = .fast(holder) }
      return Self.handle(request, refusal, in: &holder.book)
    }
  }

  private static func handle(
    _ request: EventPayload, _ refusal: RejectReason?, in book: inout some OrderMatching & ~Copyable
  ) -> [EventPayload] {
    var reports: [EventPayload] = []
    switch request {
    case .newOrder(let order): book.submit(order, refusal: refusal, into: &reports)
    case .cancel(let cancel): book.cancel(cancel, into: &reports)
    case .amend(let amend): book.amend(amend, refusal: refusal, into: &reports)
    case .instrument(let rules): book.setRules(rules)
    case .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate, .snapshot,
      .quote, .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      break
    }
    return reports
  }

  mutating func setRules(_ rules: InstrumentRules) { _ = handle(.instrument(rules)) }

  /// What the fast book did beyond the straight path; nothing of the reference.
  var effort: BookEffort {
    switch storage {
    case .reference: BookEffort()
    case .fast(let holder): holder.book.effort
    }
  }
}

extension BookUnderTest {
  private func asked<Answer>(
    reference: (borrowing ReferenceBook) -> Answer, fast: (borrowing FastBook) -> Answer
  ) -> Answer {
    switch storage {
    case .reference(let book): reference(book)
    case .fast(let holder): fast(holder.book)
    }
  }

  var image: BookImage {
    asked {
      $0.image
    } fast: {
      $0.image
    }
  }
  var tradeCount: UInt64 {
    asked {
      $0.tradeCount
    } fast: {
      $0.tradeCount
    }
  }
  var liveOrderCount: Int {
    asked {
      $0.liveOrderCount
    } fast: {
      $0.liveOrderCount
    }
  }
  var bestBid: DepthLevel? {
    asked {
      $0.bestBid
    } fast: {
      $0.bestBid
    }
  }
  var bestAsk: DepthLevel? {
    asked {
      $0.bestAsk
    } fast: {
      $0.bestAsk
    }
  }
  var stateHash: UInt64 {
    asked {
      $0.stateHash
    } fast: {
      $0.stateHash
    }
  }

  func invariantViolations() -> [BookViolation] { image.violations }
  func encoded() -> [UInt8] {
    asked {
      $0.encoded()
    } fast: {
      $0.encoded()
    }
  }

  func levelCount(_ side: Side) -> Int {
    asked {
      $0.levelCount(side)
    } fast: {
      $0.levelCount(side)
    }
  }

  func depth(_ side: Side, levels limit: Int = .max) -> [DepthLevel] {
    asked {
      $0.depth(side, levels: limit)
    } fast: {
      $0.depth(side, levels: limit)
    }
  }

  func order(_ id: OrderID) -> BookOrder? {
    asked {
      $0.order(id)
    } fast: {
      $0.order(id)
    }
  }

  func queuePosition(of id: OrderID) -> QueuePosition? {
    asked {
      $0.queuePosition(of: id)
    } fast: {
      $0.queuePosition(of: id)
    }
  }

  func queue(_ side: Side, at price: Price) -> [BookOrder] {
    asked {
      $0.queue(side, at: price)
    } fast: {
      $0.queue(side, at: price)
    }
  }
}
