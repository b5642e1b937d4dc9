import Core
import Samples
import TapeView
import Testing

/// One filter and the places of the sample tape that pass it.
struct FilterCase: Sendable, CustomTestStringConvertible {
  let criteria: [(FilterCriterion, String)]
  let passing: [UInt64]

  init(_ criteria: [(FilterCriterion, String)], _ passing: [UInt64]) {
    self.criteria = criteria
    self.passing = passing
  }

  var testDescription: String {
    criteria.map { "\($0.0.rawValue)=\($0.1)" }.joined(separator: " ")
  }

  static let all: [FilterCase] = [
    FilterCase([], Array(1...72)),
    FilterCase([(.kind, "Trade")], [8, 13, 24, 30, 64, 67]),
    FilterCase([(.kind, "Cancel,Cancelled")], [41, 53, 54, 55, 56, 57, 58, 71, 72]),
    FilterCase([(.kind, "Gap"), (.kind, "Drop,Gap")], [60, 61]),
    FilterCase([(.symbol, "BTCUSDT")], [20, 21, 22, 23, 24, 25, 26, 43, 44, 45]),
    FilterCase([(.symbol, "ACME,BTCUSDT"), (.kind, "Regime")], []),
    FilterCase(
      [(.agent, "storm-1")], [47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61]),
    FilterCase([(.agent, "storm-1"), (.kind, "Gap")], [61]),
    FilterCase([(.order, "2")], [4, 5, 8, 9, 30, 31]),
    FilterCase([(.order, "7,99")], [22, 23, 24, 26, 41, 42]),
    FilterCase([(.from, "70")], [70, 71, 72]),
    FilterCase([(.to, "2")], [1, 2]),
    FilterCase([(.from, "9"), (.to, "9")], [9]),
    FilterCase([(.since, "4.1")], [71, 72]),
    FilterCase([(.until, "0.1")], [1, 2]),
    FilterCase([(.since, "2.1"), (.until, "1970-01-01T00:00:02.2Z")], Array(28...34)),
    FilterCase(
      [(.kind, "Fill"), (.symbol, "ACME"), (.agent, "taker-1"), (.since, "3")], [66, 69]),
    FilterCase([(.order, "17"), (.kind, "Trade,Fill"), (.to, "66")], [64, 66]),
  ]
}

@Test(arguments: FilterCase.all)
func `INV-VIEW-1: a filter shows exactly what passes every criterion`(row: FilterCase) throws {
  let played = try play(try SampleScenario().text(), showing: try terms(row.criteria))
  #expect(played.events.map(\.sequence.rawValue) == row.passing)
  let summary = try #require(played.replay.summary)
  #expect(summary.passed.events == UInt64(row.passing.count))
  #expect(summary.total.events == 72)
}

@Test(arguments: [
  (FilterCriterion.kind, "Fil", "--filter: 'Fil' is no kind of event; kinds are NewOrder, Cancel,"),
  (.kind, "fill", "--filter: 'fill' is no kind of event"),
  (.kind, "Fill,", "--filter: 'Fill,' has an empty word"),
  (.symbol, "ACMF", "--symbol: 'ACMF' is no symbol of this tape; it has ACME, BTCUSDT"),
  (.agent, "maker", "--agent: 'maker' is no agent of this tape; it has maker-1, noise-1,"),
  (.order, "12x", "--order: '12x' is not a number"),
  (.order, "-1", "--order: '-1' is not a number"),
  (.from, "", "--from: '' is not a number"),
  (.to, "18446744073709551616", "--to: '18446744073709551616' is not a number"),
  (.since, "noon", "--since: 'noon' is not a time"),
  (.until, "2012-02-30T00:00:00Z", "--until: '2012-02-30T00:00:00Z' is not a time"),
  (.until, "-1", "--until: '-1' is not a time"),
])
func `a filter that cannot be meant names the word and what would do`(
  criterion: FilterCriterion, text: String, message: String
) throws {
  do {
    _ = try play(try SampleScenario().text(), showing: try terms([(criterion, text)]))
    Issue.record("\(text) was taken")
  } catch {
    let found = (error as? FilterError)?.description ?? (error as? ReplayError)?.description ?? ""
    #expect(found.hasPrefix(message))
  }
}

@Test func `a range that ends before it begins is refused, whichever end comes last`() {
  let backward: [[(FilterCriterion, String)]] = [
    [(.from, "5"), (.to, "4")], [(.to, "4"), (.from, "5")], [(.since, "2"), (.until, "1.9")],
  ]
  for pairs in backward {
    #expect(throws: FilterError.self) { try terms(pairs) }
  }
}

@Test(arguments: [
  ("0", 0), ("1.5", 1_500_000_000), ("0.000000001", 1),
  ("1970-01-01T00:00:00Z", 0), ("2012-06-21T13:30:00.004241176Z", 1_340_285_400_004_241_176),
  ("2000-02-29T23:59:59.999999999Z", 951_868_799_999_999_999),
])
func `a time reads in tape seconds and in UTC`(text: String, nanoseconds: Int64) throws {
  let time = try #require(TimeText.time(text))
  #expect(time.nanoseconds == nanoseconds)
  #expect(TimeText.time(TimeText.utc(time)) == time)
}

@Test func `dates run both ways over leap years and centuries`() throws {
  for day in stride(from: Int64(0), to: 106_000, by: 29) {
    let time = try #require(Timestamp(nanoseconds: day * 86_400_000_000_000))
    #expect(TimeText.time(TimeText.utc(time)) == time)
  }
}
