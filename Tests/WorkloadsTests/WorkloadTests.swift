import Core
import Samples
import Testing
import Workloads

struct WorkloadTests {
  @Test(arguments: WorkloadFlavour.allCases)
  func `INV-BENCH-1: a short workload is the reference generator's, file and results`(
    _ flavour: WorkloadFlavour
  ) {
    check(ExpectedResult.short(flavour))
  }

  /// Two million messages take too long in a debug build: run with `SCALE=10` in release.
  @Test(.enabled(if: TestRun.isLong), arguments: WorkloadFlavour.allCases)
  func `INV-BENCH-1: a full workload is the published one, file and results`(
    _ flavour: WorkloadFlavour
  ) {
    check(ExpectedResult.full(flavour))
  }

  private func check(_ expected: ExpectedResult) {
    let workload = expected.generate()
    var book = LadderBook(capacity: workload.records.count)
    #expect(workload.sha256.description == expected.sha256)
    #expect(workload.totals(replayedInto: &book) == expected.totals)
  }

  @Test func `another seed gives another workload`() {
    let digests = [42, 7].map {
      Workload.generate(flavour: .mixed, count: 100, seed: $0).sha256
    }
    #expect(digests[0] != digests[1])
  }

  /// Reference: `lobgen mixed 25000 7`.
  @Test func `a seed that is not 42 gives the reference generator's file as well`() {
    let workload = Workload.generate(flavour: .mixed, count: 25_000, seed: 7)
    #expect(
      workload.sha256.description
        == "aed2957c61984ec6adcf077d95d789534d10e49f9004655f93258c451f2fef48")
  }

  @Test func `an empty workload is its header alone`() {
    let workload = Workload.generate(flavour: .cancel, count: 0, seed: 1)
    var bytes: [UInt8] = []
    workload.encode { bytes += $0 }
    let expected: [UInt8] =
      Array("LOBW0001".utf8) + [24, 0, 0, 0, 0, 0, 0, 0] + [1, 0, 0, 0, 0, 0, 0, 0]
      + [2, 0, 0, 0, 0, 0, 0, 0]
    #expect(bytes == expected)
  }
}
