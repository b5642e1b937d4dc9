internal import Core

extension OrderState {
  /// All transitions that the lifecycle allows, as a Mermaid state diagram.
  ///
  /// Nothing is drawn by hand: one resting and one immediate order are taken through every
  /// sequence of events that changes anything, and what `successor(on:)` allows becomes an arrow.
  /// - Complexity: a few hundred lifecycles are visited; meant for documents and tests.
  public static var diagram: String {
    var lines = ["stateDiagram-v2", "  [*] --> \(OrderPhase.new.name)"]
    let arrows = allArrows
    for from in OrderPhase.allCases {
      for to in OrderPhase.allCases {
        var labels: [String] = []
        for arrow in arrows where arrow.from == from && arrow.to == to {
          let label = arrow.event.description
          if !labels.contains(label) { labels.append(label) }
        }
        guard !labels.isEmpty else { continue }
        lines.append("  \(from.name) --> \(to.name): \(labels.joined(separator: ", "))")
      }
      if from.isFinal { lines.append("  \(from.name) --> [*]") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private struct Arrow {
    let from: OrderPhase
    let event: StaticString
    let to: OrderPhase
  }

  private static var allArrows: [Arrow] {
    guard let three = Quantity(rawValue: 3), let price = Price(rawValue: 1) else { return [] }
    var arrows: [Arrow] = []
    for terms in [TimeInForce.goodTillCancel, .immediateOrCancel] {
      let order = NewOrder(
        id: OrderID(1), owner: PartyID(1), side: .buy, type: .limit(price), quantity: three,
        timeInForce: terms)
      var visited = [OrderLifecycle(order)]
      var next = 0
      while next < visited.count {
        let before = visited[next]
        next += 1
        for event in before.sampleEvents(at: price) {
          var after = before
          do { try after.apply(event) } catch { continue }
          arrows.append(
            Arrow(from: before.state.phase, event: event.name, to: after.state.phase))
          if !visited.contains(after) { visited.append(after) }
        }
      }
    }
    return arrows
  }
}

extension OrderLifecycle {
  /// One event of every kind, and both a partial and a completing fill, as they would come next.
  fileprivate func sampleEvents(at price: Price) -> [OrderEvent] {
    let one = Quantity(rawValue: 1) ?? .zero
    let liquidity: Liquidity = isImmediate ? .taker : .maker
    let terms = Replacement(price: price, quantity: quantity)
    return [
      .accepted,
      .filled(OrderFill(quantity: one, number: fillCount + 1, liquidity: liquidity)),
      .filled(OrderFill(quantity: remaining, number: fillCount + 1, liquidity: liquidity)),
      .cancelRequested(.requested), .cancelled(.requested),
      .cancelRejected(.refused(.unknownOrder)),
      .replaceRequested(terms), .replaced(terms), .replaceRejected(.refused(.unknownOrder)),
      .rejected(.refused(.priceOffTick)), .expired(.immediateOrCancel),
    ]
  }
}
