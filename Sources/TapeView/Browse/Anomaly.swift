public import Core

/// Something on a tape that somebody who looks for trouble wants to see, with its reason.
public struct Anomaly: Sendable, Equatable {
  /// Where it shows: the event itself, or the last one before a damaged line.
  public let place: EventPlace
  /// The instrument concerned; nil where none is.
  public let instrument: InstrumentID?
  /// What it is.
  public let reason: Reason

  /// The kinds of trouble.
  public enum Reason: Sendable, Equatable {
    /// The venue refused a request.
    case rejected(RejectReason)
    /// A message was thrown away.
    case dropped(DropReason)
    /// Numbers of a source are missing.
    case gap(SourceSequence)
    /// The risk gate denied a request or tripped.
    case risk(RiskVerdict, RiskReason)
    /// A fill of an order that was cancelled or had expired.
    case lateFill(OrderID)
    /// A recorded book has bids above its offers, from here on.
    case crossedBook(bid: Price, ask: Price)
    /// Something that cannot have happened.
    case violation(TapeViolation.Reason)
    /// A part of the file is not as it was written.
    case damage(PieceFault.Reason)
    /// From here on lives of orders are not followed: there are too many to keep.
    case lifecyclesEnd
  }

  /// Places a reason.
  public init(place: EventPlace, instrument: InstrumentID?, reason: Reason) {
    self.place = place
    self.instrument = instrument
    self.reason = reason
  }

  /// What an event tells of itself; nil for one that is no trouble.
  public init?(_ event: Event, at place: EventPlace) {
    switch event.payload {
    case .reject(let reject): reason = .rejected(reject.reason)
    case .drop(let drop): reason = .dropped(drop.reason)
    case .gap(let gap): reason = .gap(gap.missing)
    case .riskDecision(let decision):
      switch decision.verdict {
      case .denied, .tripped: reason = .risk(decision.verdict, decision.reason)
      case .reset, .reloaded: return nil
      }
    case .newOrder, .cancel, .amend, .accepted, .amended, .cancelled, .expired, .fill, .trade,
      .bookUpdate, .snapshot, .quote, .instrument, .regime, .timer, .operatorCommand,
      .orderTerms, .orderGroup, .massCancel, .phaseChange, .triggered, .restated:
      return nil
    }
    self.place = place
    instrument = event.instrument
  }

  /// One clause for people, with the names and scales of the tape's header.
  public func text(_ header: TapeHeader) -> String {
    let words = ViolationText(header, instrument)
    return switch reason {
    case .rejected(let reason): "reject: \(reason.token)"
    case .dropped(let reason): "drop: \(reason.token)"
    case .gap(let missing):
      missing.first == missing.last
        ? "gap: number \(missing.first) is missing"
        : "gap: numbers \(missing.first) to \(missing.last) are missing"
    case .risk(let verdict, let reason): "risk: \(verdict.token), \(reason.token)"
    case .lateFill(let id): "late fill: order \(id.rawValue) was over"
    case .crossedBook(let bid, let ask):
      "crossed book: bid \(words.text(bid)), ask \(words.text(ask))"
    case .violation(let reason): "unlawful: \(reason.text(header, instrument))"
    case .damage(.line(let reason)): "damage behind this event: \(reason.message)"
    case .damage(.noEnd): "no end line: the tape may have been cut off here"
    case .lifecyclesEnd:
      "orders are followed up to here: tapeview verify follows them all"
    }
  }
}
