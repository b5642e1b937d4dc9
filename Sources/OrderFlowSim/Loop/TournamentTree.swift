/// Which of a fixed number of participants has the earliest appointment, while appointments change
/// one at a time: a tree of winners (Knuth, The Art of Computer Programming, volume 3, 5.4.1).
///
/// A change costs one comparison a level, where a heap would take its element out and put another
/// one in.
package struct TournamentTree {
  /// The participants, and above them the winner of each pair. The root is node 1, the children of
  /// node n are 2n and 2n + 1, and the last half of the nodes are the participants.
  private var nodes: [Contestant]

  private struct Contestant: BitwiseCopyable {
    var due = Appointment.never
    var participant = 0
  }

  /// A tree in which nobody has an appointment yet.
  package init(participants: Int) {
    var leaves = 1
    while leaves < participants { leaves *= 2 }
    nodes = Array(repeating: Contestant(), count: 2 * leaves)
  }

  /// Who is first; nobody's number while nobody has an appointment.
  package var first: Int { nodes[1].participant }

  /// The earliest appointment.
  package var earliest: Appointment { nodes[1].due }

  /// A participant's appointment, or `never`.
  package subscript(participant: Int) -> Appointment {
    get { nodes[nodes.count / 2 + participant].due }
    set { replay(Contestant(due: newValue, participant: participant)) }
  }

  /// - Complexity: O(log participants).
  private mutating func replay(_ contestant: Contestant) {
    var nodes = nodes.mutableSpan
    var node = nodes.count / 2 + contestant.participant
    nodes[node] = contestant
    while node > 1 {
      let (one, other) = (nodes[node], nodes[node ^ 1])
      node /= 2
      // Chosen, not branched to: who wins is nothing that could be guessed. Kept from one level to
      // the next in a variable, the winner would be branched to.
      nodes[node] = other.due < one.due ? other : one
    }
  }
}
