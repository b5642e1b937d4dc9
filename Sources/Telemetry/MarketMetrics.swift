import Core
import Obs
import OrderFlowSim

extension Exposition {
  /// Writes what the market counted: of two runs of one configuration the same bytes.
  mutating func market(_ simulator: Simulator, _ findings: InvariantMonitor? = nil) {
    let figures = SimulationReport(simulator).figures
    gauge("truetape_run_info", "What runs: always 1.") { family in
      family.sample(
        .count(1),
        [
          "version": TrueTape.version, "seed": "\(simulator.configuration.seed)",
          "config": String(hexadecimal: simulator.configuration.hash),
        ])
    }
    for group in FigureGroup.all { counts(group, figures) }
    counter(
      "truetape_source_numbers_missing_total", "Messages of agents that never arrived.",
      .count(simulator.metrics.numbersMissing))
    counter("truetape_invariant_violations_total", "Breaches of invariants, by id.") { family in
      family.sample(.count(simulator.metrics.lifecycleViolations), ["invariant": "INV-SIM-2"])
      for row in findings?.rows ?? [] {
        family.sample(.count(row.breaches), ["invariant": row.invariant])
      }
    }
    state(simulator)
  }

  private mutating func counts(_ group: FigureGroup, _ figures: [SimulationReport.Figure]) {
    counter(group.metric, group.help) { family in
      for figure in figures where figure.path.count == 2 && figure.path[0] == group.name {
        guard case .count(let count) = figure.value, figure.path[1] != "total",
          figure.path[1] != "pending"
        else { continue }
        family.sample(.count(count), [group.label: figure.path[1]])
      }
    }
  }

  private mutating func state(_ simulator: Simulator) {
    let depth = simulator.metrics.queueDepth
    gauge(
      "truetape_queue_depth", "Messages waiting in the venue's inbox.",
      .count(UInt64(simulator.queueDepth)))
    gauge(
      "truetape_queue_depth_deepest", "The deepest that the inbox has been.",
      .count(UInt64(depth.deepest)))
    gauge(
      "truetape_queue_capacity", "Messages that the inbox holds.",
      .count(simulator.configuration.inbox.capacity))
    summary("truetape_queue_depth_on_arrival", "Depth of the inbox as messages came in.") {
      $0.total(sum: depth.sum, count: depth.looks)
    }
    gauge(
      "truetape_orders_resting", "Orders in the books.", .count(UInt64(simulator.restingOrders)))
    gauge(
      "truetape_messages_pending", "Messages on their way, waiting, or held back.",
      .count(UInt64(simulator.messagesPending)))
    gauge(
      "truetape_market_seconds", "Event time that the market has reached.",
      .seconds(simulator.reached.since(.zero)))
  }
}

/// A group of the report's figures that becomes one counter.
private struct FigureGroup {
  let name: String
  let metric: StaticString
  let label: StaticString
  let help: String

  static let all = [
    FigureGroup(
      name: "events", metric: "truetape_events_total", label: "kind",
      help: "Events on the tape, by kind."),
    FigureGroup(
      name: "messages", metric: "truetape_messages_total", label: "outcome",
      help: "Messages of agents, by what became of them."),
    FigureGroup(
      name: "drops", metric: "truetape_drops_total", label: "reason",
      help: "Messages thrown away before the venue handled them, by reason."),
    FigureGroup(
      name: "rejects", metric: "truetape_rejects_total", label: "reason",
      help: "Requests refused, by reason."),
  ]
}
