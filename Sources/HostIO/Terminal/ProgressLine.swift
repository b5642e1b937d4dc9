/// A line on standard error that shows how far a long work is, and is gone when it ends.
///
/// Appears after a second, and only to a person. Cheap enough to be told of every event: the clock
/// is read about twenty times a second, whatever the rate.
public struct ProgressLine: ~Copyable {
  private static let firstShownAfter: Int64 = 1_000_000_000
  private static let redrawnAfter: Int64 = 200_000_000
  private static let glancesASecond = 20.0

  private let label: String
  private let unit: String
  private let total: Int64?
  private let clock: () -> Int64
  private let start: Int64
  private var nextGlance: Int64
  private var nextDraw: Int64
  private var isShown = false

  /// Begins a piece of work.
  ///
  /// - Parameters:
  ///   - label: What is going on: `reading trace.rpl`.
  ///   - unit: What is counted, in the plural.
  ///   - total: Units in all, where known.
  ///   - clock: Monotonic nanoseconds.
  public init(
    _ label: String, unit: String, total: Int64? = nil,
    clock: @escaping () -> Int64 = { HostClock.monotonicNanos }
  ) {
    self.label = label
    self.unit = unit
    self.total = total
    self.clock = clock
    start = clock()
    nextDraw = start + Self.firstShownAfter
    nextGlance = StandardStream.error.acceptsEscapes ? 1 : Int64.max
  }

  /// Tells how many units are done in all; never fewer than before.
  public mutating func update(done: Int64) {
    if done >= nextGlance { glance(done) }
  }

  /// Takes the line away, so that something else can be printed; the next update may bring it back.
  public mutating func erase() {
    if isShown { StandardError().write("\r\u{1B}[K") }
    isShown = false
  }

  private mutating func glance(_ done: Int64) {
    let now = clock()
    let figures = ProgressFigures(
      label: label, unit: unit, done: done, total: total, elapsedNanos: now - start)
    // At most double: the rate of the first few units says little.
    let stride = min(figures.rate / Self.glancesASecond, Double(done) + 1)
    nextGlance = done + max(1, Int64(min(stride, 1e15)))
    guard now >= nextDraw else { return }
    nextDraw = now + Self.redrawnAfter
    isShown = true
    StandardError().write("\r\(figures.text(width: StandardStream.error.width - 1))\u{1B}[K")
  }

  deinit {
    if isShown { StandardError().write("\r\u{1B}[K") }
  }
}
