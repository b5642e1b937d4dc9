import Core
import Samples
import Testing
import Venue

@Suite struct ReplayTests {
  @Test(arguments: TestRun.seeds(2))
  func `INV-NODE-2: replaying records is applying inputs, and what is no input is none for both`(
    seed: UInt64
  ) {
    let market = SmallMarket(seed: seed)
    var (applied, replayed) = (VenueMachine(), VenueMachine())
    var reports: [VenueReport] = []
    var random = RandomStream(masterSeed: seed, name: "spoilt records")
    for input in market.inputs {
      var record: [UInt8] = []
      VenueMachine.encode(input, into: &record)
      applied.apply(input, into: &reports)
      let isReplayed = replayed.replay(record.span)
      #expect(isReplayed)
      // A record with a bit turned is the same to both ways of reading.
      record[Int(random.bounded(UInt64(record.count)))] ^= UInt8(1 << random.bounded(8))
      var copy = applied
      let expected = VenueMachine.input(from: record.span)
      let isTaken = copy.replay(record.span)
      #expect(isTaken == (expected != nil), "SEED=\(seed)")
      if let expected {
        var other = applied
        other.apply(expected, into: &reports)
        #expect(other.standingHash == copy.standingHash)
      }
    }
    #expect(replayed.encoded() == applied.encoded())
  }
}
