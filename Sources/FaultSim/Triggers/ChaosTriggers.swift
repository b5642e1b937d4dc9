internal import Core

/// Faults that a person names exactly, as texts:
///
///     corrupt        SEGMENT:RECORD:BIT          2:75:13
///     kill-at        KIND:N                      write:17   (any create write sync verify rename remove)
///     latency-spike  at:TIME,for:TIME            at:5s,for:200ms
///     drop …         every:N                     every:1000 (also duplicate, reorder, stall)
///     skew           MILLIONTHS                  -50000
///     phase          NAME                        loss
public struct ChaosTriggers: Sendable, Equatable {
  /// What goes wrong in the run.
  public private(set) var plan: DeliveryPlan
  /// Bits that turn when it is over.
  public private(set) var bits: [BitPlace] = []

  /// The words of `apply`, with the form of their texts and what they do.
  public static let table: [(name: String, form: String, help: String)] = [
    ("corrupt", "S:R:B", "Turns bit B of record R in segment S at rest, and recovers."),
    ("kill-at", "KIND:N", "Stops the node behind its N-th request of a kind, such as write:17."),
    ("latency-spike", "WHEN", "Slows the disk down, such as at:5ms,for:200ms."),
    ("drop", "every:N", "Loses each N-th message."),
    ("duplicate", "every:N", "Delivers each N-th message twice."),
    ("reorder", "every:N", "Lets later messages overtake each N-th one."),
    ("stall", "every:N", "Holds up each N-th message, and all behind it."),
    ("skew", "PPM", "Lets the sender's clock run wrong by so many millionths."),
    ("phase", "NAME", "Draws the faults of one phase of the profile: calm, loss, … everything."),
  ]

  /// Nothing goes wrong.
  public init(seed: UInt64) { plan = DeliveryPlan(seed: seed) }

  /// Adds a fault; false where the text is not of the word's form.
  public mutating func apply(_ word: String, _ text: String) -> Bool {
    switch word {
    case "corrupt": return corrupt(text)
    case "kill-at": return kill(text)
    case "latency-spike": return spike(text)
    case "drop": return channels(text) { $0.drop = $1 }
    case "duplicate": return channels(text) { $0.duplicate = $1 }
    case "reorder": return channels(text) { $0.reorder = $1 }
    case "stall": return channels(text) { $0.stall = $1 }
    case "skew":
      guard let skew = Int64(text), abs(skew) <= 900_000 else { return false }
      plan.clock.skew = skew
      return true
    case "phase":
      guard let phase = DeliveryPlan.Phase(rawValue: text) else { return false }
      plan = DeliveryPlan(seed: plan.seed, phase: phase)
      return true
    default: return false  // open set: words
    }
  }

  private mutating func corrupt(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, let segment = UInt64(parts[0]), let record = UInt64(parts[1]),
      let bit = Int(parts[2]), bit >= 0
    else { return false }
    bits.append(BitPlace(segment: segment, record: record, bit: bit))
    return true
  }

  private mutating func kill(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = StorageMoment.Kind(rawValue: String(parts[0])),
      let number = Int(parts[1]), number > 0
    else { return false }
    plan.kills.append(StorageMoment(kind, number))
    return true
  }

  private mutating func spike(_ text: String) -> Bool {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].hasPrefix("at:"), parts[1].hasPrefix("for:"),
      let start = Self.time(parts[0].dropFirst(3)), let length = Self.time(parts[1].dropFirst(4))
    else { return false }
    plan.spikes.append(LatencySpike(at: Timestamp.zero.advanced(by: start), for: length))
    return true
  }

  private mutating func channels(
    _ text: String, _ set: (inout ChannelFaults, ChannelFaults.Rate) -> Void
  ) -> Bool {
    guard text.hasPrefix("every:"), let number = UInt64(text.dropFirst(6)), number > 0 else {
      return false
    }
    set(&plan.requests, .every(number))
    set(&plan.acknowledgements, .every(number))
    return true
  }

  /// `5s`, `200ms`, `90us`, `7ns`, at most an hour.
  private static func time(_ text: Substring) -> Nanoseconds? {
    let units: [(String, Int64)] = [
      ("ns", 1), ("us", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
    ]
    for (name, unit) in units where text.hasSuffix(name) {
      guard let count = Int64(text.dropLast(name.count)), count >= 0,
        count <= 3_600_000_000_000 / unit
      else { continue }
      return Nanoseconds(count * unit)
    }
    return nil
  }
}
