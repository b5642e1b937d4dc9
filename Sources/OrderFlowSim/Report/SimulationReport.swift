import Core

/// The summary of a run: for people as lines, for programs as named figures.
///
/// It holds nothing of the machine or the moment: the same run gives the same bytes.
public struct SimulationReport: Sendable {
  let configuration: SimulatorConfiguration
  let header: TapeHeader
  let metrics: SimulationMetrics
  let hash: UInt64
  let now: Timestamp
  let restingOrders: UInt64
  /// What became of messages on their way.
  let channel: [(name: String, count: UInt64)]

  /// The report of a run as it stands.
  public init(_ simulator: Simulator) {
    configuration = simulator.configuration
    header = simulator.header
    metrics = simulator.metricsWithOpenPhase
    hash = simulator.hash.value
    now = simulator.now
    restingOrders = UInt64(simulator.restingOrders)
    channel = [
      ("lost", simulator.channel.lostCount), ("duplicated", simulator.channel.duplicatedCount),
      ("held_up", simulator.channel.heldUpCount), ("pending", UInt64(simulator.messagesPending)),
    ]
  }

  /// One named result of a run.
  public struct Figure: Sendable, Equatable {
    /// Name; dots part the groups, as in `events.Fill`.
    public let name: String
    /// Value.
    public let value: Value

    /// What a figure can be.
    public enum Value: Sendable, Equatable {
      /// A whole number.
      case count(UInt64)
      /// An exact decimal number as text, or `-` where there is none.
      case decimal(String)
      /// A word.
      case text(String)
    }
  }

  /// Every figure of the report, the trace hash last.
  public var figures: [Figure] {
    runFigures + eventFigures + venueFigures + regimeFigures + instrumentFigures
      + [Figure(name: "trace_hash", value: .text(String(hexadecimal: hash)))]
  }

  /// `figure,value` lines with a heading, the trace hash left out: csv keeps it apart.
  public var csv: String {
    var text = "figure,value\n"
    for figure in figures where figure.name != "trace_hash" {
      switch figure.value {
      case .count(let count): text += "\(figure.name),\(count)\n"
      case .decimal(let value), .text(let value): text += "\(figure.name),\(value)\n"
      }
    }
    return text
  }

  /// The last line of every text output.
  public var hashLine: String { "trace-hash: \(String(hexadecimal: hash))" }
}

extension SimulationReport {
  var orders: UInt64 { metrics.events[.newOrder] }
  var cancels: UInt64 { metrics.events[.cancel] }
  var fills: UInt64 { metrics.events[.fill] }

  private var runFigures: [Figure] {
    [
      Figure(name: "seed", value: .count(configuration.seed)),
      Figure(name: "config", value: .text(String(hexadecimal: configuration.hash))),
      Figure(
        name: "simulated_seconds",
        value: .decimal(String(ReportText.seconds(Nanoseconds(now.nanoseconds)).dropLast()))),
      Figure(name: "orders", value: .count(orders)),
      Figure(name: "cancels", value: .count(cancels)),
      Figure(name: "fills", value: .count(fills)),
      Figure(name: "resting_orders", value: .count(restingOrders)),
      Figure(
        name: "cancel_rate",
        value: .decimal(ReportText.ratio(cancels, by: orders, decimals: 4))),
      Figure(
        name: "events_per_simulated_second",
        value: .decimal(ReportText.rate(metrics.events.total, over: now, decimals: 1))),
    ]
  }

  private var eventFigures: [Figure] {
    [Figure(name: "events.total", value: .count(metrics.events.total))]
      + EventKind.allCases.map {
        Figure(name: "events.\($0.name)", value: .count(metrics.events[$0]))
      }
  }

  private var venueFigures: [Figure] {
    var figures = [
      Figure(name: "messages.sent", value: .count(metrics.messagesSent)),
      Figure(name: "messages.handled", value: .count(metrics.messagesHandled)),
      Figure(name: "messages.blocked", value: .count(metrics.messagesBlocked)),
      Figure(name: "messages.late", value: .count(metrics.messagesLate)),
      Figure(name: "messages.missing", value: .count(metrics.numbersMissing)),
    ]
    figures += channel.map { Figure(name: "messages.\($0.name)", value: .count($0.count)) }
    figures += DropReason.allCases.map {
      Figure(name: "drops.\($0.token)", value: .count(metrics.drops[$0]))
    }
    figures += RejectReason.allCases.map {
      Figure(name: "rejects.\($0.token)", value: .count(metrics.rejects[$0]))
    }
    let depth = metrics.queueDepth
    return figures + [
      Figure(name: "queue.deepest", value: .count(UInt64(depth.deepest))),
      Figure(
        name: "queue.mean",
        value: .decimal(ReportText.ratio(depth.sum, by: depth.looks, decimals: 2))),
      Figure(name: "lifecycle_violations", value: .count(metrics.lifecycleViolations)),
    ]
  }

  private var regimeFigures: [Figure] {
    zip(header.regimes.names, metrics.regimes).flatMap { name, regime in
      [
        Figure(
          name: "regimes.\(name).seconds",
          value: .decimal(String(ReportText.seconds(regime.time).dropLast()))),
        Figure(name: "regimes.\(name).events", value: .count(regime.events.total)),
        Figure(name: "regimes.\(name).orders", value: .count(regime.events[.newOrder])),
        Figure(name: "regimes.\(name).cancels", value: .count(regime.events[.cancel])),
        Figure(name: "regimes.\(name).fills", value: .count(regime.events[.fill])),
        Figure(name: "regimes.\(name).deepest_queue", value: .count(UInt64(regime.deepestQueue))),
        Figure(name: "regimes.\(name).mean_spread", value: .decimal(meanSpread(regime))),
      ]
    }
  }

  private var instrumentFigures: [Figure] {
    zip(header.instruments, metrics.instruments).flatMap { instrument, counters in
      var figures = [
        Figure(
          name: "instruments.\(instrument.symbol).lots",
          value: .count(UInt64(max(0, counters.tradedLots)))),
        Figure(
          name: "instruments.\(instrument.symbol).turnover",
          value: .decimal(turnover(counters, instrument))),
      ]
      if let prices = counters.prices {
        for (name, price) in [
          ("open", prices.open), ("high", prices.high), ("low", prices.low),
          ("close", prices.close),
        ] {
          figures.append(
            Figure(
              name: "instruments.\(instrument.symbol).\(name)",
              value: .decimal(String(decimal: price.rawValue, scale: instrument.priceScale))))
        }
      }
      return figures
    }
  }

  /// Mean of the sampled spreads in ticks of one cent.
  func meanSpread(_ regime: RegimeMetrics) -> String {
    ReportText.ratio(
      UInt64(max(0, regime.spreads.sum)), by: UInt64(regime.spreads.count), decimals: 2)
  }

  /// Traded notional in dollars and cents, exact at these scales.
  func turnover(_ counters: InstrumentMetrics, _ instrument: Instrument) -> String {
    let cents = counters.notional.money(
      priceScale: instrument.priceScale, quantityScale: instrument.quantityScale,
      currencyScale: SimulatorConfiguration.priceScale, rounding: .halfEven)
    return cents.map {
      String(decimal: $0.rawValue, scale: SimulatorConfiguration.priceScale)
    } ?? "-"
  }
}
