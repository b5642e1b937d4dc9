internal import Core

/// Times of a message, and where it stands in the file.
struct BinanceStamp {
  let time: Timestamp
  let received: Timestamp
  let line: Int

  func event(_ payload: EventPayload, _ numbers: SourceSequence?) -> Event {
    Event(payload, at: time, received: received, numbers: numbers)
  }
}

/// Puts pictures and changes of the book in the order in which they make one.
///
/// Changes wait until a picture comes; then those that it knows are dropped and the others follow
/// it. After a gap they wait again, since recorders then ask for a new picture. Patience ends after
/// 256 of them: the book then goes on from what there is, and is not whole.
struct BinanceBook {
  /// Most changes that wait for a picture.
  static let patience = 256

  /// Numbers of the changes, and what was odd about them.
  private(set) var numbers = NumberWatch("update number")
  /// Changes that a picture knew already.
  private(set) var known: UInt64 = 0
  /// Pictures that were older than the book when they came.
  private(set) var stalePictures: UInt64 = 0
  /// Changes that were told to a book that was not whole.
  private(set) var unpictured: UInt64 = 0

  private var waiting = RingQueue<(depth: BinanceDepth, stamp: BinanceStamp)>()
  private var isWaiting = true
  /// Whether the book began with a picture and has missed nothing since.
  private var isWhole = false
  /// Last update that is in the book.
  private var last: UInt64?

  /// Takes a picture, and after it the changes that have waited for it.
  mutating func apply(
    _ picture: BinancePicture, _ stamp: BinanceStamp, into tape: inout RecordingTape,
    _ proof: inout BinanceCheck?
  ) {
    if let last, picture.lastUpdate < last {
      stalePictures += 1
      return
    }
    tell(picture, stamp, into: &tape)
    last = picture.lastUpdate
    isWhole = true
    isWaiting = false
    letGo(into: &tape, &proof)
  }

  /// Takes a change.
  mutating func apply(
    _ depth: BinanceDepth, _ stamp: BinanceStamp, into tape: inout RecordingTape,
    _ proof: inout BinanceCheck?
  ) {
    if let missing = numbers.note(last: depth.updates.last, behind: depth.previous) {
      tape.append(stamp.event(.gap(Gap(missing: missing)), nil))
      letGo(into: &tape, &proof)
      isWhole = false
      isWaiting = true
    }
    guard isWaiting else { return tell(depth, stamp, into: &tape, &proof) }
    waiting.append((depth, stamp))
    if waiting.count > Self.patience { finish(into: &tape, &proof) }
  }

  /// Lets the changes that wait go as they are.
  mutating func finish(into tape: inout RecordingTape, _ proof: inout BinanceCheck?) {
    isWaiting = false
    letGo(into: &tape, &proof)
  }

  private mutating func letGo(into tape: inout RecordingTape, _ proof: inout BinanceCheck?) {
    while let (depth, stamp) = waiting.popFirst() { tell(depth, stamp, into: &tape, &proof) }
  }

  /// A line a level. A picture of nothing is one line without quantity.
  private func tell(
    _ picture: BinancePicture, _ stamp: BinanceStamp, into tape: inout RecordingTape
  ) {
    var levels = picture.levels
    if levels.isEmpty, let nowhere = Price(rawValue: 0) {
      levels = [BinanceLevel(side: .buy, price: nowhere, quantity: .zero)]
    }
    for (place, level) in levels.enumerated() {
      let line = Snapshot(
        side: level.side, price: level.price, quantity: level.quantity, isFirst: place == 0,
        isLast: place == levels.count - 1)
      tape.append(stamp.event(.snapshot(line), SourceSequence(picture.lastUpdate)))
    }
  }

  private mutating func tell(
    _ depth: BinanceDepth, _ stamp: BinanceStamp, into tape: inout RecordingTape,
    _ proof: inout BinanceCheck?
  ) {
    if isWhole, let last {
      guard depth.updates.last > last else {
        known += 1
        return
      }
      if depth.previous > last { isWhole = false }  // the picture was too old for this change
    }
    for (place, level) in depth.levels.enumerated() {
      let line = BookUpdate(
        action: .set, side: level.side, price: level.price, quantity: level.quantity,
        isLast: place == depth.levels.count - 1)
      tape.append(stamp.event(.bookUpdate(line), depth.updates))
    }
    last = depth.updates.last
    if isWhole {
      proof?.apply(depth, line: stamp.line, tape.book)
    } else {
      unpictured += 1
    }
  }
}
