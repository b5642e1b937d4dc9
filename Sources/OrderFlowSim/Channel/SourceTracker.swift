package import Core

/// Watches one source's numbers: tells the next one from a gap, a repeat and a straggler.
///
/// Only the most recent missing numbers are remembered; an older straggler counts as a repeat,
/// which is the safe side: nothing is handled twice.
package struct SourceTracker: Sendable, Equatable {
  /// What a number means.
  package enum Verdict: Equatable {
    /// The one that was due.
    case inOrder
    /// Later than due: those between are missing so far.
    case afterGap(SourceSequence)
    /// One that was missing.
    case late
    /// One that was heard before.
    case duplicate
  }

  /// Missing numbers remembered.
  package static let memory = 256

  private var next: UInt64 = 1
  private var missing: [UInt64] = []

  package init() {}

  package mutating func observe(_ number: UInt64) -> Verdict {
    if number == next {
      next += 1
      return .inOrder
    }
    if number > next {
      let first = next
      for absent in max(first, number - min(number, UInt64(Self.memory)))..<number {
        missing.append(absent)
      }
      if missing.count > Self.memory { missing.removeFirst(missing.count - Self.memory) }
      next = number + 1
      return .afterGap(SourceSequence(first...number - 1))
    }
    guard let index = missing.firstIndex(of: number) else { return .duplicate }
    missing.remove(at: index)
    return .late
  }
}

extension SourceTracker: Persistable {
  package func encode(into writer: inout ByteWriter) {
    writer.append(next)
    writer.append(missing.count)
    for number in missing { writer.append(number) }
  }

  package init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    next = try reader.counter()
    for _ in 0..<(try reader.count(minimumSize: 8)) { missing.append(try reader.word()) }
    let isAscending = zip(missing, missing.dropFirst() + [next]).allSatisfy { $0 < $1 }
    guard next > 0, isAscending, missing.count <= Self.memory else {
      throw reader.invalid("source numbers")
    }
  }
}
