import Core
import TapeView
import Testing

/// Compares two texts, fed in chunks of different sizes.
private func compare(
  _ left: String, _ right: String, context: Int = 3
) throws(TapeDiffError) -> TapeComparison {
  var diff = TapeDiff(context: context)
  var rest = [Array(left.utf8)[...], Array(right.utf8)[...]]
  while true {
    switch try diff.next() {
    case .done(let comparison): return comparison
    case .needs(let side):
      let piece = rest[side.rawValue].prefix(side == .left ? 50 : 333)
      rest[side.rawValue] = rest[side.rawValue].dropFirst(piece.count)
      if piece.isEmpty { diff.finish(side) } else { diff.feed(piece.span, to: side) }
    }
  }
}

private func sample() throws -> String {
  String(decoding: try SampleScenario().text(), as: UTF8.self)
}

@Test func `a tape is the same as itself`() throws {
  let comparison = try compare(sample(), sample())
  #expect(comparison.isSame)
  #expect(comparison.lines.first == "the events are the same")
  #expect(comparison.left == comparison.right && comparison.left.events == 72)
}

@Test func `the first different event is shown with its context and fields`() throws {
  let other = try sample().replacing("qty=40 left=60", with: "qty=41 left=59")
  let comparison = try compare(sample(), other, context: 2)
  let divergence = try #require(comparison.divergence)
  #expect(divergence.commonEvents == 8)
  #expect(divergence.context.map { $0.prefix(2) } == ["7 ", "8 "])
  #expect(divergence.left?.contains("qty=40 left=60") == true)
  #expect(divergence.right?.contains("qty=41 left=59") == true)
  #expect(divergence.fields.map(\.name) == ["qty", "left"])
  #expect(divergence.fields.map(\.right) == ["41", "59"])
  #expect(!comparison.isSame && comparison.left.hash != comparison.right.hash)
}

@Test(arguments: [0, 1, 3, 500])
func `context is as long as asked for or as there is`(context: Int) throws {
  let other = try sample().replacing("72 4.100050000", with: "72 4.100050001")
  let found = try compare(sample(), other, context: context).divergence
  #expect(found?.context.count == min(context, 71))
  #expect(found?.fields == [FieldDifference("time", "4.100050000", "4.100050001")])
}

@Test func `a field that one tape lacks is shown as a dash`() throws {
  let other = try sample().replacing("qty=90 left=65 kept", with: "qty=90 left=65")
  let fields = try compare(sample(), other).divergence?.fields
  #expect(fields == [FieldDifference("kept", "yes", "-")])
}

@Test func `a shorter tape differs where it ends`() throws {
  let lines = try sample().split(separator: "\n")
  let shorter = lines.dropLast(3).joined(separator: "\n") + "\n"
  for (left, right) in [(try sample(), shorter), (shorter, try sample())] {
    let comparison = try compare(left, right)
    let divergence = try #require(comparison.divergence)
    #expect((divergence.left == nil) == (left == shorter))
    #expect((divergence.right == nil) == (right == shorter))
    #expect(divergence.commonEvents == 70 && divergence.fields.isEmpty)
    #expect(comparison.left.isComplete == (left != shorter))
  }
}

@Test func `only a missing end line makes two tapes unequal too`() throws {
  let cut = try sample().split(separator: "\n").dropLast().joined(separator: "\n") + "\n"
  let comparison = try compare(sample(), cut)
  #expect(comparison.divergence == nil && !comparison.isSame)
  let hash = "hash 034e86a184ca20a6"
  #expect(
    comparison.lines == [
      "the events are the same", "A  72 events, has an end line, \(hash)",
      "B  72 events, ends without an end line, \(hash)",
    ])
}

@Test(arguments: [
  ("#end 72 034e86a184ca20a6", "#end 72 134e86a184ca20a6"),
  ("#end 72 034e86a184ca20a6", "#end 71 034e86a184ca20a6"),
  ("#end 72", "#hash 72 0000000000000000\n#end 72"),
])
func `a hash line that disagrees is remarked and makes two tapes unequal`(
  line: String, other: String
) throws {
  let forged = try sample().replacing(line, with: other)
  let comparison = try compare(sample(), forged)
  #expect(comparison.divergence == nil && !comparison.isSame)
  #expect(
    comparison.lines.last
      == "B  72 events, has an end line, hash line disagrees (see verify), hash 034e86a184ca20a6")
  #expect(comparison.lines[1] == "A  72 events, has an end line, hash 034e86a184ca20a6")
  #expect(try compare(forged, forged).isSame)
}

@Test func `headers are compared field by field`() throws {
  let other = try sample().replacing("#seed 42", with: "#seed 43")
    .replacing("#party 3 taker-1", with: "#party 3 taker-9").replacing("taker-1", with: "taker-9")
  let comparison = try compare(sample(), other)
  #expect(
    comparison.header == [
      FieldDifference("seed", "42", "43"), FieldDifference("party 3", "taker-1", "taker-9"),
    ])
  #expect(comparison.divergence?.commonEvents == 21)
  #expect(
    comparison.divergence?.fields == [FieldDifference("src", "taker-1", "taker-9")])
}

@Test func `other numbers for the same names make no difference of events`() throws {
  let (first, second) = ("#party 1 a\n#party 2 b\n", "#party 1 b\n#party 2 a\n")
  let event = "1 0.000000000 Gap - src=a first=1 last=2\n"
  let comparison = try compare(
    "#truetape 1\n" + first + event, "#truetape 1\n" + second + event)
  #expect(comparison.divergence == nil && comparison.header.count == 2)
}

@Test func `a fault before any difference is an error of its tape, behind one a remark`() throws {
  let broken = try sample().replacing("qty=25", with: "qty=x")
  let error = #expect(throws: TapeDiffError.self) { try compare(sample(), broken) }
  #expect(error?.side == .right && error?.error.line == 22)
  let comparison = try compare(
    sample().replacing("0.500000000", with: "0.500000001"), broken)
  #expect(comparison.divergence?.commonEvents == 5)
  #expect(comparison.right.fault?.line == 22)
}
