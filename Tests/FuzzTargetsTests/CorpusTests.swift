import Foundation
import FuzzTargets
import Samples
import Testing

/// Names of the files in a target's folder of `Fixtures/corpus`.
private func corpus(_ target: FuzzTarget) throws -> [String] {
  let folder = "\(Fixture.root)/Fixtures/corpus/\(target.name)"
  return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}

/// What `Fixtures/corpus` holds is made by `RECORD=1 swift test --filter FuzzTargetsTests`, but for
/// inputs that once failed, which stay for good.
@Test(arguments: FuzzTarget.all.map(\.name))
func `the corpus begins with the seeds that the targets make`(name: String) throws {
  let target = try #require(FuzzTarget.named(name))
  let seeds = try target.seeds()
  #expect(Set(seeds.map(\.name)).count == seeds.count)
  if TestRun.records {
    try FileManager.default.createDirectory(
      atPath: "\(Fixture.root)/Fixtures/corpus/\(name)", withIntermediateDirectories: true)
  }
  for seed in seeds {
    let kept = try Fixture.golden("corpus/\(name)/\(seed.name)", recording: seed.bytes)
    // By a name of its own, so that a failure does not print both.
    let isAsMade = kept == seed.bytes
    #expect(isAsMade, "\(name)/\(seed.name): RECORD=1 makes it anew")
  }
  let made = seeds.map(\.name)
  #expect(
    try corpus(target).filter { !made.contains($0) }.allSatisfy { $0.hasPrefix("once-") },
    "an input that once failed is called once-<what was wrong>")
}

@Test(arguments: FuzzTarget.all.map(\.name))
func `every input of the corpus keeps its target's promises`(name: String) throws {
  let target = try #require(FuzzTarget.named(name))
  for file in try corpus(target) {
    let bytes = try Fixture.bytes("corpus/\(name)/\(file)")
    #expect(throws: Never.self, "\(name)/\(file)") { try target.check(bytes) }
    #expect(bytes.count <= target.longestInput, "\(name)/\(file) is cut by the engine")
  }
}

@Test(arguments: FuzzTarget.all.filter(\.isText).map(\.name))
func `texts whose words were changed keep their target's promises`(name: String) throws {
  let target = try #require(FuzzTarget.named(name))
  let seeds = try target.seeds()
  var mutator = WordMutator(seeds)
  for round in 0..<UInt64(20 * TestRun.scale) {
    for (place, seed) in seeds.enumerated() {
      let draw = TestRun.seed &+ round &* 1_000 &+ UInt64(place)
      let changed = mutator.mutate(seed.bytes, seed: draw)
      #expect(throws: Never.self, "SEED=\(TestRun.seed) round \(round) of \(seed.name)") {
        try target.check(changed)
      }
    }
  }
}

@Test func `the corpus stays small`() throws {
  var size = 0
  for target in FuzzTarget.all {
    for file in try corpus(target) {
      size += try Fixture.bytes("corpus/\(target.name)/\(file)").count
    }
  }
  #expect(size < 200_000)
}

/// The canary that traps ends the process, the one that hangs never does: `scripts/fuzz --canaries`
/// runs those.
@Test func `a target whose promise is broken says so`() throws {
  let canary = try #require(FuzzTarget.named("canary-fault"))
  #expect(throws: FuzzFault.self) { try canary.check(Array("bug!".utf8)) }
  #expect(throws: Never.self) { try canary.check(Array("bug?".utf8)) }
}
