import Core
import OrderFlowSim
import Samples
import Testing

@Suite struct TournamentTreeTests {
  @Test func `nobody has an appointment at first`() {
    #expect(TournamentTree(participants: 3).earliest == .never)
    #expect(TournamentTree(participants: 0).earliest == .never)
  }

  @Test func `of two at the same time the one planned first comes first`() {
    var tree = TournamentTree(participants: 2)
    tree[0] = Appointment(time: .zero, order: 2)
    tree[1] = Appointment(time: .zero, order: 1)
    #expect(tree.first == 1)
  }

  @Test(arguments: [1, 2, 3, 7, 8, 9, 100])
  func `whatever changes, the first is the one that a search of all finds`(participants: Int) {
    var random = RandomStream(masterSeed: TestRun.seed, name: "tournament-\(participants)")
    var tree = TournamentTree(participants: participants)
    var appointments = Array(repeating: Appointment.never, count: participants)
    for order in 1...UInt64(2_000 * TestRun.scale) {
      let participant = Int(random.bounded(UInt64(participants)))
      // One in eight has no more appointment, and few times make many ties.
      let time = Timestamp(nanoseconds: Int64(random.bounded(16))) ?? .zero
      let isOver = random.bounded(8) == 0
      appointments[participant] = isOver ? .never : Appointment(time: time, order: order)
      tree[participant] = appointments[participant]
      let earliest = appointments.min() ?? .never
      guard tree.earliest == earliest, tree[participant] == appointments[participant] else {
        Issue.record("SEED=\(TestRun.seed): after change \(order) of \(participants)")
        return
      }
      #expect(earliest == .never || appointments[tree.first] == earliest)
    }
  }
}
