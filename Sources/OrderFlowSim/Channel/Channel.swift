import Core

/// The way from agents to the venue: delays each message, and loses, doubles or holds up some.
///
/// A sender's messages keep their order, as on a session over TCP: jitter delays, it does not let
/// one overtake another. Only a message that is held up is overtaken.
///
/// Each request type's jitter and the faults have streams of their own, so that turning one on
/// leaves the others' draws where they were.
package struct Channel {
  private let settings: ChannelSettings
  private var newJitter: RandomStream
  private var cancelJitter: RandomStream
  private var amendJitter: RandomStream
  private var faults: RandomStream
  /// When each sender's last message arrives, by party number.
  private var lastArrivals: [Timestamp]
  /// Messages that the channel lost.
  package private(set) var lostCount: UInt64 = 0
  /// Messages that the channel doubled.
  package private(set) var duplicatedCount: UInt64 = 0
  /// Messages that the channel held up.
  package private(set) var heldUpCount: UInt64 = 0

  package init(_ settings: ChannelSettings, seed: UInt64, senders: Int) {
    self.settings = settings
    lastArrivals = Array(repeating: .zero, count: senders)
    newJitter = RandomStream(masterSeed: seed, name: "channel.jitter.new")
    cancelJitter = RandomStream(masterSeed: seed, name: "channel.jitter.cancel")
    amendJitter = RandomStream(masterSeed: seed, name: "channel.jitter.amend")
    faults = RandomStream(masterSeed: seed, name: "channel.faults")
  }

  /// Times at which the message arrives: none when lost, two when doubled.
  package mutating func arrivals(of message: Message) -> Arrivals {
    let delay = settings.latency.count + drawJitter(of: message.request)
    // The three draws are made for every message, so that one rate does not shift another's faults.
    let isLost = faults.chance(millionths: settings.loss)
    let isDuplicated = faults.chance(millionths: settings.duplicates)
    let isHeldUp = faults.chance(millionths: settings.reordering)
    if isLost {
      lostCount += 1
      return Arrivals()
    }
    let sender = Int(message.source.rawValue) - 1
    var time = max(message.sentAt.advanced(by: Nanoseconds(delay)), lastArrivals[sender])
    if isHeldUp {
      heldUpCount += 1
      time = time.advanced(by: Self.holdUp)
    } else {
      lastArrivals[sender] = time
    }
    guard isDuplicated else { return Arrivals(time) }
    duplicatedCount += 1
    return Arrivals(time, time.advanced(by: Nanoseconds(settings.latency.count / 2 + 1)))
  }

  /// Long enough for a busy sender's next messages to overtake.
  private static let holdUp = Nanoseconds(50_000_000)

  private mutating func drawJitter(of request: EventPayload) -> Int64 {
    switch request {
    case .newOrder: newJitter.integer(in: 0...settings.newJitter.count)
    case .cancel: cancelJitter.integer(in: 0...settings.cancelJitter.count)
    case .amend: amendJitter.integer(in: 0...settings.amendJitter.count)
    case .accepted, .amended, .cancelled, .expired, .reject, .fill, .trade, .bookUpdate, .snapshot,
      .quote, .instrument, .regime, .gap, .drop, .timer, .riskDecision, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      0
    }
  }
}

extension Channel {
  /// How many senders it knows.
  var senderCount: Int { lastArrivals.count }

  func encode(into writer: inout ByteWriter) {
    newJitter.encode(into: &writer)
    cancelJitter.encode(into: &writer)
    amendJitter.encode(into: &writer)
    faults.encode(into: &writer)
    writer.append(lastArrivals)
    writer.append(lostCount)
    writer.append(duplicatedCount)
    writer.append(heldUpCount)
  }

  init(_ settings: ChannelSettings, decoding reader: inout ByteReader) throws(StateDecodingError) {
    self.settings = settings
    newJitter = try RandomStream(decoding: &reader)
    cancelJitter = try RandomStream(decoding: &reader)
    amendJitter = try RandomStream(decoding: &reader)
    faults = try RandomStream(decoding: &reader)
    lastArrivals = try reader.array(of: Timestamp.self)
    lostCount = try reader.counter()
    duplicatedCount = try reader.counter()
    heldUpCount = try reader.counter()
  }
}
