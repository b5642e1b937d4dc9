internal import Core

/// How many events come how fast: the busiest stretch of each length, and the longest silence.
struct RateStats: Sendable {
  /// Lengths of the stretches, on the tape's clock: each begins at a multiple of its length.
  static let lengths: [Nanoseconds] = [
    .second, Nanoseconds(100_000_000), Nanoseconds(10_000_000), .millisecond,
  ]

  /// One length: the stretch now being counted, and the busiest so far.
  struct Stretch: Sendable {
    fileprivate(set) var current: Int64 = -1
    fileprivate(set) var count: UInt64 = 0
    fileprivate(set) var busiest: UInt64 = 0
    /// When the busiest began; the first of equals.
    fileprivate(set) var start = Timestamp.zero
  }

  private(set) var stretches = [Stretch](repeating: Stretch(), count: lengths.count)
  /// Longest time between two events that follow one another, and the later one.
  private(set) var silence = Nanoseconds(0)
  private(set) var silenceEnds: TapeSequence?
  /// How far time went back at most.
  private(set) var farthestBack = Nanoseconds(0)
  private var previous: Timestamp?
  private var latest = Timestamp.zero

  /// Counts an event. Where time goes back it stands still instead.
  mutating func add(_ event: Event) {
    if let previous {
      let step = event.time.since(previous)
      if step.count < 0, -step.count > farthestBack.count {
        farthestBack = Nanoseconds(-step.count)
      }
      if step > silence {
        silence = step
        silenceEnds = event.sequence
      }
    }
    previous = event.time
    latest = max(latest, event.time)
    for (place, length) in Self.lengths.enumerated() {
      stretches[place].add(latest.nanoseconds / length.count, length)
    }
  }
}

extension RateStats.Stretch {
  fileprivate mutating func add(_ number: Int64, _ length: Nanoseconds) {
    if number != current {
      current = number
      count = 0
    }
    count += 1
    if count > busiest {
      busiest = count
      start = Timestamp(nanoseconds: number * length.count) ?? .zero
    }
  }
}
