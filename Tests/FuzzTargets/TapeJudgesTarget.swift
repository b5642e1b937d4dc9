import Core
import TapeView

extension FuzzTarget {
  /// Whoever judges or sums up a tape, on tapes that nobody's market made.
  static let tapeJudges = FuzzTarget(
    "tape-judges",
    "verdict, summary, books and diff end on any tape; a complete tape is the same as itself",
    longestInput: 1024, isText: true, seeds: { try TapeSeeds.all },
    check: { text in
      let verdict = verdict(of: text)
      try sumUp(text)
      try showBooks(text)
      let comparison = compare(text)
      if verdict == .complete {
        try demand(comparison?.isSame == true, "a complete tape differs from itself")
      }
    })

  /// Nil where there is nothing to judge.
  private static func verdict(of text: [UInt8]) -> TapeVerdict? {
    var verifier = TapeVerifier()
    verifier.feed(text.span)
    verifier.finish()
    guard (try? verifier.check()) != nil else { return nil }
    _ = verifier.verdict.text(verifier.header)
    return verifier.verdict
  }

  private static func sumUp(_ text: [UInt8]) throws {
    var replay = TapeReplay(showing: TapeFilterTerms(), lenient: true)
    replay.feed(text.span)
    replay.finish()
    var shown: UInt64 = 0
    do throws(ReplayError) {
      while try replay.next() != nil { shown += 1 }
    } catch {
      return
    }
    guard let summary = replay.summary else { throw FuzzFault("a replay ends without a summary") }
    try demandEqual(shown, summary.passed.events, "shown and counted events")
    _ = summary.lines
    _ = summary.json(traceHash: replay.traceHash, isComplete: replay.isComplete)
  }

  private static func showBooks(_ text: [UInt8]) throws {
    let reading = TapeReading(text, lenient: true, readsPlainLines: false, chunk: .max >> 1)
    var view = try BookView(header: reading.header, terms: TapeFilterTerms())
    for (event, _) in reading.events { view.apply(event) }
    _ = view.lines(depth: 10)
  }

  /// The tape beside itself; nil where it cannot be read.
  private static func compare(_ text: [UInt8]) -> TapeComparison? {
    var diff = TapeDiff()
    var isFed = [TapeSide.left: false, .right: false]
    while true {
      guard let step = try? diff.next() else { return nil }
      switch step {
      case .needs(let side) where isFed[side] == false:
        diff.feed(text.span, to: side)
        isFed[side] = true
      case .needs(let side): diff.finish(side)
      case .done(let comparison): return comparison
      }
    }
  }
}
