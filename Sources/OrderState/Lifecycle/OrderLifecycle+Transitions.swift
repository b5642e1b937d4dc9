extension OrderLifecycle {
  /// The state after `event`, or why the event cannot happen: the whole lifecycle in one table.
  ///
  /// Every pair of state and event is written out, with no default arm and no wildcard, so that a
  /// new state or event does not compile before each of its pairs is decided. What an arm calls
  /// stands in `OrderLifecycle+Rules.swift`.
  /// - Complexity: O(1).
  public func successor(on event: OrderEvent) throws(TransitionError.Reason) -> OrderState {
    switch (state, event) {
    case (.new, .accepted): return try admitted(to: .pending)
    case (.new, .rejected(let why)): return .rejected(why)
    case (.new, .cancelRequested(let why)): return cancelAsked(why, .new)
    case (.new, .replaceRequested(let new)): return try replaceAsked(new, over: .new)
    case (.new, .filled), (.new, .cancelled), (.new, .replaced), (.new, .expired):
      throw .notAccepted

    case (.pending, .filled(let fill)): return try traded(fill, else: .partiallyFilled)
    case (.pending, .cancelled(let why)): return try takenOut(why)
    case (.pending, .expired(let why)): return try ended(why)
    case (.pending, .cancelRequested(let why)): return cancelAsked(why, .pending)
    case (.pending, .replaceRequested(let new)): return try replaceAsked(new, over: .pending)
    case (.pending, .accepted), (.pending, .rejected): throw .alreadyAccepted

    case (.partiallyFilled, .filled(let fill)): return try traded(fill, else: .partiallyFilled)
    case (.partiallyFilled, .cancelled(let why)): return try takenOut(why)
    case (.partiallyFilled, .expired(let why)): return try ended(why)
    case (.partiallyFilled, .cancelRequested(let why)): return cancelAsked(why, .partiallyFilled)
    case (.partiallyFilled, .replaceRequested(let new)):
      return try replaceAsked(new, over: .partiallyFilled)
    case (.partiallyFilled, .accepted), (.partiallyFilled, .rejected): throw .alreadyAccepted

    case (.pendingCancel(let asked), .accepted): return try admitted(during: asked)
    case (.pendingCancel(let asked), .rejected(let why)): return try refused(why, during: asked)
    case (.pendingCancel(let asked), .filled(let fill)): return try traded(fill, during: asked)
    case (.pendingCancel(let asked), .cancelled(let why)): return try takenOut(why, during: asked)
    case (.pendingCancel(let asked), .expired(let why)): return try ended(why, during: asked)
    case (.pendingCancel(let asked), .cancelRejected): return asked.withoutCancel
    case (.pendingCancel(let asked), .replaceRequested(let new)):
      return try replaceAsked(new, beside: asked)
    case (.pendingCancel(let asked), .replaced(let new)): return try replaced(new, beside: asked)
    case (.pendingCancel(let asked), .replaceRejected): return try asked.withoutReplacement()

    case (.pendingReplace(let asked), .accepted): return try admitted(during: asked)
    case (.pendingReplace(let asked), .rejected(let why)): return try refused(why, during: asked)
    case (.pendingReplace(let asked), .filled(let fill)): return try traded(fill, during: asked)
    case (.pendingReplace(let asked), .cancelled(let why)): return try takenOut(why, during: asked)
    case (.pendingReplace(let asked), .expired(let why)): return try ended(why, during: asked)
    case (.pendingReplace(let asked), .cancelRequested(let why)):
      return cancelAsked(why, beside: asked)
    case (.pendingReplace(let asked), .replaced(let new)): return try replaced(new, during: asked)
    case (.pendingReplace(let asked), .replaceRejected): return asked.standing.state
    case (.pendingCancel, .cancelRequested), (.pendingReplace, .replaceRequested):
      throw .requestOutstanding
    case (.new, .cancelRejected), (.new, .replaceRejected), (.pending, .cancelRejected),
      (.pending, .replaced), (.pending, .replaceRejected), (.partiallyFilled, .cancelRejected),
      (.partiallyFilled, .replaced), (.partiallyFilled, .replaceRejected),
      (.pendingReplace, .cancelRejected):
      throw .nothingRequested

    case (.filled, .accepted), (.filled, .filled), (.filled, .cancelRequested),
      (.filled, .cancelled), (.filled, .cancelRejected), (.filled, .replaceRequested),
      (.filled, .replaced), (.filled, .replaceRejected), (.filled, .rejected), (.filled, .expired):
      throw .filledIsFinal
    case (.cancelled, .filled(let fill)), (.expired, .filled(let fill)): return try tradedLate(fill)
    case (.cancelled, .accepted), (.cancelled, .cancelRequested), (.cancelled, .cancelled),
      (.cancelled, .cancelRejected), (.cancelled, .replaceRequested), (.cancelled, .replaced),
      (.cancelled, .replaceRejected), (.cancelled, .rejected), (.cancelled, .expired),
      (.expired, .accepted), (.expired, .cancelRequested), (.expired, .cancelled),
      (.expired, .cancelRejected), (.expired, .replaceRequested), (.expired, .replaced),
      (.expired, .replaceRejected), (.expired, .rejected), (.expired, .expired),
      (.rejected, .accepted), (.rejected, .filled), (.rejected, .cancelRequested),
      (.rejected, .cancelled), (.rejected, .cancelRejected), (.rejected, .replaceRequested),
      (.rejected, .replaced), (.rejected, .replaceRejected), (.rejected, .rejected),
      (.rejected, .expired):
      throw .orderIsOver
    }
  }
}
