import Core
import Ledger
import Samples
import Testing

@Suite struct LedgerPropertyTests {
  /// The same books, kept another way: every posting in a list and every fill's money in a sum;
  /// balances are added up anew each time that they are asked for.
  struct SlowBooks {
    var postings: [Posting] = []
    var fills: [LedgerFill] = []

    func balance(_ account: Account) -> Int64 {
      postings.filter { $0.account == account }.reduce(0) { $0 + $1.amount.rawValue }
    }

    func held(_ instrument: InstrumentID) -> Int64 {
      fills.filter { $0.instrument == instrument }.reduce(0) {
        $0 + ($1.side == .buy ? $1.quantity.rawValue : -$1.quantity.rawValue)
      }
    }

    /// What fills of shares have brought, in cents: price and cents have the same digits.
    func cashFlow() -> Int64 {
      fills.reduce(0) {
        $0 + ($1.side == .buy ? -1 : 1) * $1.price.rawValue * $1.quantity.rawValue - $1.fee.rawValue
      }
    }
  }

  private func fill(_ random: inout RandomStream, _ cause: UInt64) -> LedgerFill {
    LedgerFill(
      cause: TapeSequence(cause), instrument: Books.share,
      side: random.bounded(2) == 0 ? .buy : .sell,
      price: Price(rawValue: random.integer(in: -20...20_000)) ?? 0,
      quantity: Quantity(rawValue: random.integer(in: 1...50)) ?? 1,
      fee: Money(rawValue: random.integer(in: -3...9)))
  }

  @Test(arguments: TestRun.seeds(8))
  func `INV-LEDGER-2: random fills agree with books that are kept another way`(
    seed: UInt64
  ) throws {
    var random = RandomStream(masterSeed: seed, name: "ledger")
    var ledger = try Books.empty()
    var slow = SlowBooks()
    try ledger.deposit(1_000_000, Books.dollars, cause: 1, into: &slow.postings)
    for step in 0..<300 {
      let one = fill(&random, UInt64(step + 2))
      slow.fills.append(one)
      try ledger.post(one, into: &slow.postings)
      let position = try #require(ledger.position(Books.share))
      let cash = try #require(ledger.cash(Books.dollars))
      let agrees =
        position.quantity.rawValue == slow.held(Books.share)
        && position.cost.rawValue == slow.balance(.position(Books.share))
        && -position.realised.rawValue == slow.balance(.realised(Books.share))
        && position.fees.rawValue == slow.balance(.fees(Books.share))
        && cash.rawValue == slow.balance(.cash(Books.dollars))
        && cash.rawValue == 1_000_000 + slow.cashFlow()
        // What came in is what is there: paid in, gained, less charged.
        && cash.rawValue + position.cost.rawValue
          == 1_000_000 + position.realised.rawValue - position.fees.rawValue
        && (position.quantity != .zero || position.cost == 0)
      guard agrees else {
        Issue.record("seed \(seed), step \(step): \(position)")
        return
      }
    }
  }

  @Test(arguments: TestRun.seeds(4))
  func `INV-LEDGER-1: the lines of each cause sum to zero, and so does each currency`(
    seed: UInt64
  ) throws {
    var random = RandomStream(masterSeed: seed, name: "balance")
    var ledger = try Books.empty()
    for step in 1...300 {
      var lines: [Posting] = []
      var one = fill(&random, UInt64(step))
      one.instrument = InstrumentID(UInt32(1 + random.bounded(3)))
      try ledger.post(one, into: &lines)
      #expect(lines.reduce(0) { $0 + $1.amount.rawValue } == 0, "seed \(seed), step \(step)")
      #expect(ledger.isBalanced, "seed \(seed), step \(step)")
    }
  }

  @Test func `INV-LEDGER-4: nothing moves without a cause`() throws {
    let ledger = try Books.empty()
    #expect(ledger.cash(Books.dollars) == 0)
    #expect(ledger.position(Books.share) == Position())
    #expect(ledger.isBalanced)
  }

  @Test(arguments: TestRun.seeds(4))
  func `saved at any step and read back, the books go on alike`(seed: UInt64) throws {
    var random = RandomStream(masterSeed: seed, name: "saved")
    var ledger = try Books.empty()
    var postings: [Posting] = []
    for step in 1...60 {
      try ledger.post(fill(&random, UInt64(step)), into: &postings)
      var reader = ByteReader(ledger.encoded())
      var copy = try Ledger(decoding: &reader)
      try reader.finish()
      #expect(copy.stateHash == ledger.stateHash)
      let next = fill(&random, 1_000)
      var (left, right): ([Posting], [Posting]) = ([], [])
      try copy.post(next, into: &left)
      try ledger.post(next, into: &right)
      #expect(left == right && copy.stateHash == ledger.stateHash, "seed \(seed), step \(step)")
    }
  }

  @Test func `saved books that do not balance, or are cut short, are refused`() throws {
    var ledger = try Books.empty()
    var postings: [Posting] = []
    try ledger.deposit(77, Books.dollars, cause: 1, into: &postings)
    let bytes = ledger.encoded()
    for length in 0..<bytes.count {
      var reader = ByteReader(Array(bytes.prefix(length)))
      #expect(throws: StateDecodingError.self) { _ = try Ledger(decoding: &reader) }
    }
    var forged = bytes
    let place = try #require(bytes.firstIndex(of: 77))
    forged[place] = 78
    var reader = ByteReader(forged)
    #expect(throws: StateDecodingError.self) { _ = try Ledger(decoding: &reader) }
  }
}
