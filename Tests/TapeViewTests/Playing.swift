import Core
import TapeView

/// What a whole replay came to.
struct Played {
  var events: [Event] = []
  var lines: [String] = []
  let replay: TapeReplay
}

/// Plays bytes in chunks of a given size, as a file would come.
func play(
  _ text: [UInt8], showing terms: TapeFilterTerms = TapeFilterTerms(), lenient: Bool = false,
  behind cursor: ReplayCursor? = nil, chunk: Int = 97
) throws(ReplayError) -> Played {
  var replay = TapeReplay(showing: terms, lenient: lenient, resumingBehind: cursor)
  var events: [Event] = []
  for start in stride(from: 0, to: text.count, by: chunk) {
    replay.feed(text[start..<min(start + chunk, text.count)].span)
    while let event = try replay.next() { events.append(event) }
  }
  replay.finish()
  while let event = try replay.next() { events.append(event) }
  return Played(events: events, lines: replay.summary?.lines ?? [], replay: replay)
}

/// Terms from pairs of criterion and text.
func terms(_ pairs: [(FilterCriterion, String)]) throws(FilterError) -> TapeFilterTerms {
  var terms = TapeFilterTerms()
  for (criterion, text) in pairs { try terms.add(criterion, text) }
  return terms
}
