import Backtest
import Core
import Obs

extension Exposition {
  /// Writes what a session counted: of two runs of one session the same bytes.
  mutating func session(
    _ figures: SessionFigures, _ tally: SessionTally, seed: UInt64, market: String,
    began: Timestamp
  ) {
    gauge("truetape_run_info", "What runs: always 1.") { family in
      family.sample(
        .count(1), ["version": TrueTape.version, "seed": "\(seed)", "market": market])
    }
    counter("truetape_events_total", "Events on the session's tape, by kind.") { family in
      for kind in EventKind.allCases {
        family.sample(.count(tally[kind]), ["kind": kind.name.description])
      }
    }
    counter("truetape_rejects_total", "Requests that the venue refused, anybody's, by reason.") {
      family in
      for reason in RejectReason.allCases {
        family.sample(.count(tally[reason]), ["reason": reason.token.description])
      }
    }
    counter("truetape_commands_total", "Commands of operators.") { family in
      for word in OperatorWord.allCases {
        family.sample(.count(tally[word]), ["command": word.token.description])
      }
    }
    gauge(
      "truetape_market_seconds", "Event time behind the session's first event.",
      .seconds(figures.now.since(began)))
    risk(figures)
    trading(figures)
  }

  private mutating func risk(_ figures: SessionFigures) {
    counter("truetape_denials_total", "Requests that our own limits denied, by reason.") { family in
      for (reason, count) in figures.denials {
        family.sample(.count(count), ["reason": reason.token.description])
      }
    }
    gauge(
      "truetape_kill_switch", "1 while the kill switch is latched.",
      .count(figures.kill == nil ? 0 : 1))
    gauge(
      "truetape_kill_reason", "Code of the reason that latched it, 0 while it is not.",
      .count(UInt64(figures.kill?.rawValue ?? 0)))
    counter(
      "truetape_kill_trips_total", "Times that the kill switch tripped.",
      .count(figures.killTrips))
    gauge(
      "truetape_trading_halted", "1 while an operator has halted trading.",
      .count(figures.isHalted ? 1 : 0))
    counter("truetape_invariant_violations_total", "Breaches of invariants, by id.") {
      $0.sample(.count(figures.violations), ["invariant": "engine"])
    }
  }

  private mutating func trading(_ figures: SessionFigures) {
    gauge(
      "truetape_orders_working", "Orders at the venue, or on their way.",
      .count(UInt64(max(0, figures.working))))
    counter(
      "truetape_requests_total", "Requests that left for the venue.", .count(figures.requests))
    counter("truetape_fills_total", "Fills that were posted.", .count(figures.fills))
    gauge("truetape_profit", "Worth less capital, by strategy, in the market's money.") { family in
      for seat in figures.seats {
        family.sample(
          seat.net.map { .decimal($0, figures.moneyScale) } ?? .none, ["strategy": seat.strategy])
      }
    }
    gauge("truetape_position", "What a strategy holds; negative is short.") { family in
      for seat in figures.seats {
        for (position, instrument) in zip(seat.positions, figures.instruments) {
          family.sample(
            .decimal(position.rawValue, instrument.quantityScale),
            ["strategy": seat.strategy, "instrument": instrument.symbol])
        }
      }
    }
    summary(
      "truetape_answer_quantile_seconds", "Market time from a new order to its first answer."
    ) { $0.quantiles(figures.answerDelays) }
  }
}
