import Core
import OrderBook
import Samples

/// A level book fed with the tape of a book under test.
struct RebuiltBook {
  var sequencer = Sequencer()
  var levels = LevelBook(instrument: 1)

  mutating func apply(_ payloads: [EventPayload]) {
    for payload in payloads {
      levels.apply(sequencer.stamp(payload, at: .zero, instrument: InstrumentID(1)))
    }
  }

  /// Whether both show the same depth and the rebuilt one is complete and without oddities.
  func matches(_ book: BookUnderTest) -> Bool {
    levels.depth(.buy) == book.depth(.buy) && levels.depth(.sell) == book.depth(.sell)
      && levels.isSettled && levels.oddities == LevelBookOddities()
  }
}
