internal import Core
internal import Terminal

/// How the list's columns share its width: mark, sequence, time, kind, what the event says.
struct ListColumns {
  private let time: TimeColumn
  private let sequenceWidth: Int
  private let timeDigits: Int

  /// The kinds' longest names, `BookUpdate` and `Instrument`.
  private static let kindWidth = 10

  init(_ header: TapeHeader, earliest: Timestamp?, events: Int, width: Int) {
    time = TimeColumn(header, earliest)
    sequenceWidth = max(4, String(events).count)
    timeDigits = width < 64 ? 3 : 6
  }

  /// The names of the columns.
  var headings: String {
    let time = TextColumns.left(time.heading, time.width(digits: timeDigits))
    return " " + TextColumns.right("seq", sequenceWidth) + " \(time) "
      + TextColumns.left("kind", Self.kindWidth) + " event"
  }

  /// One event; `>` marks the person's line, `!` one with trouble.
  func line(_ event: Event, _ header: TapeHeader, isOdd: Bool, isCursor: Bool) -> String {
    let mark = isOdd ? "!" : isCursor ? ">" : " "
    let sequence = TextColumns.right("\(event.sequence.rawValue)", sequenceWidth)
    let kind = TextColumns.left("\(event.kind.name)", Self.kindWidth)
    return "\(mark)\(sequence) \(time.short(event.time, digits: timeDigits)) \(kind) "
      + EventText(event, header).text
  }

  /// What trades stands out, what only asks or confirms stands back.
  static func style(_ kind: EventKind) -> Style {
    switch kind {
    case .fill, .trade: Style(.green)
    case .cancel, .cancelled, .expired: Style(.magenta)
    case .amend, .amended: Style(.blue)
    case .accepted, .snapshot, .timer: .dim
    case .quote, .instrument, .regime, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      Style(.cyan)
    case .reject, .gap, .drop, .riskDecision: Style(.red)
    case .newOrder, .bookUpdate: .plain
    }
  }
}
