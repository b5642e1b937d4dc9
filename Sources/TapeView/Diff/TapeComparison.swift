internal import Core

/// One thing that two tapes say differently; `-` stands for not at all.
public struct FieldDifference: Sendable, Equatable {
  /// Name of the field.
  public let name: String
  /// What the first tape says.
  public let left: String
  /// What the second tape says.
  public let right: String

  /// Pairs two texts.
  public init(_ name: String, _ left: String, _ right: String) {
    self.name = name
    self.left = left
    self.right = right
  }
}

/// The first place at which two tapes tell different events.
public struct Divergence: Sendable, Equatable {
  /// Lines of events before it, the same on both tapes; as many as were asked for or there are.
  public let context: [String]
  /// The event's line on the first tape; nil where that tape has ended.
  public let left: String?
  /// The event's line on the second tape; nil where that tape has ended.
  public let right: String?
  /// How many events are the same before it.
  public let commonEvents: UInt64
  /// What differs between the two lines; empty where one tape has ended.
  public let fields: [FieldDifference]
}

/// What a comparison of two tapes found.
public struct TapeComparison: Sendable, Equatable {
  /// Differences of the headers.
  public let header: [FieldDifference]
  /// Where the events begin to differ; nil when all are the same.
  public let divergence: Divergence?
  /// How the first tape ended.
  public let left: ComparedEnd
  /// How the second tape ended.
  public let right: ComparedEnd

  /// Whether both tapes say the same, are equally whole and equally in line with their hashes.
  public var isSame: Bool {
    header.isEmpty && divergence == nil && left.isComplete == right.isComplete
      && left.hashLinesAgree == right.hashLinesAgree
  }
}

extension TapeComparison {
  /// The findings as lines for people; A is the first tape, B the second.
  public var lines: [String] {
    var lines = header.map { "header    \($0.name): \($0.left) | \($0.right)" }
    if let divergence {
      lines.append("different behind \(divergence.commonEvents) common events")
      lines += divergence.context.map { "    \($0)" }
      lines.append("  A \(divergence.left ?? "(ended)")")
      lines.append("  B \(divergence.right ?? "(ended)")")
      lines += divergence.fields.map { "    \($0.name): \($0.left) | \($0.right)" }
    } else {
      lines.append("the events are the same")
    }
    return lines + [Self.line("A", left), Self.line("B", right)]
  }

  private static func line(_ letter: String, _ end: ComparedEnd) -> String {
    let ending = end.isComplete ? "has an end line" : "ends without an end line"
    let state = end.fault.map { "unreadable at \($0)" } ?? ending
    let doubt = end.hashLinesAgree ? "" : "hash line disagrees (see verify), "
    return "\(letter)  \(end.events) events, \(state), \(doubt)"
      + "hash \(String(hexadecimal: end.hash))"
  }
}
