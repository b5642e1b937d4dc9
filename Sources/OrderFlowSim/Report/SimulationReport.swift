import Core

/// The summary of a run: for people as lines, for programs as named figures.
///
/// It holds nothing of the machine or the moment: the same run gives the same bytes.
public struct SimulationReport: Sendable {
  let configuration: SimulatorConfiguration
  let header: TapeHeader
  let metrics: SimulationMetrics
  let hash: UInt64
  /// How far the run has come.
  let reached: Timestamp
  let restingOrders: UInt64
  /// What became of messages on their way.
  let channel: [(name: String, count: UInt64)]

  /// The report of a run as it stands.
  public init(_ simulator: Simulator) {
    configuration = simulator.configuration
    header = simulator.header
    metrics = simulator.metricsWithOpenPhase
    hash = simulator.hash.value
    reached = simulator.reached
    restingOrders = UInt64(simulator.restingOrders)
    channel = [
      ("lost", simulator.channel.lostCount), ("duplicated", simulator.channel.duplicatedCount),
      ("held_up", simulator.channel.heldUpCount), ("pending", UInt64(simulator.messagesPending)),
    ]
  }

  /// One named result of a run.
  public struct Figure: Sendable, Equatable {
    /// Name, from the group to the figure: `["events", "Fill"]`.
    public let path: [String]
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

    init(_ path: [String], _ value: Value) {
      self.path = path
      self.value = value
    }

    /// The path with dots between, as in `events.Fill`.
    public var name: String { path.joined(separator: ".") }
  }

  /// Every figure of the report, the trace hash last.
  public var figures: [Figure] {
    runFigures + eventFigures + venueFigures + regimeFigures + instrumentFigures
      + [Figure(["trace_hash"], .text(String(hexadecimal: hash)))]
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

  /// How far the market has come: `4.000s`.
  public var timeText: String { ReportText.seconds(Nanoseconds(reached.nanoseconds)) }

  /// The last line of every text output.
  public var hashLine: String { "trace-hash: \(String(hexadecimal: hash))" }
}

extension SimulationReport {
  var orders: UInt64 { metrics.events[.newOrder] }
  var cancels: UInt64 { metrics.events[.cancel] }
  var fills: UInt64 { metrics.events[.fill] }

  private var runFigures: [Figure] {
    [
      Figure(["seed"], .count(configuration.seed)),
      Figure(["config"], .text(String(hexadecimal: configuration.hash))),
      Figure(
        ["simulated_seconds"],
        .decimal(String(timeText.dropLast()))),
      Figure(["orders"], .count(orders)),
      Figure(["cancels"], .count(cancels)),
      Figure(["fills"], .count(fills)),
      Figure(["resting_orders"], .count(restingOrders)),
      Figure(["cancel_rate"], .decimal(ReportText.ratio(cancels, by: orders, decimals: 4))),
      Figure(
        ["events_per_simulated_second"],
        .decimal(ReportText.rate(metrics.events.total, over: reached, decimals: 1))),
    ]
  }

  private var eventFigures: [Figure] {
    [Figure(["events", "total"], .count(metrics.events.total))]
      + EventKind.allCases.map {
        Figure(["events", $0.name.description], .count(metrics.events[$0]))
      }
  }

  private var venueFigures: [Figure] {
    var figures = [
      Figure(["messages", "sent"], .count(metrics.messagesSent)),
      Figure(["messages", "handled"], .count(metrics.messagesHandled)),
      Figure(["messages", "blocked"], .count(metrics.messagesBlocked)),
      Figure(["messages", "late"], .count(metrics.messagesLate)),
      Figure(["messages", "missing"], .count(metrics.numbersMissing)),
    ]
    figures += channel.map { Figure(["messages", $0.name], .count($0.count)) }
    figures += DropReason.allCases.map {
      Figure(["drops", $0.token.description], .count(metrics.drops[$0]))
    }
    figures += RejectReason.allCases.map {
      Figure(["rejects", $0.token.description], .count(metrics.rejects[$0]))
    }
    let depth = metrics.queueDepth
    return figures + [
      Figure(["queue", "deepest"], .count(UInt64(depth.deepest))),
      Figure(
        ["queue", "mean"], .decimal(ReportText.ratio(depth.sum, by: depth.looks, decimals: 2))),
      Figure(["lifecycle_violations"], .count(metrics.lifecycleViolations)),
    ]
  }

  private var regimeFigures: [Figure] {
    zip(header.regimes.names, metrics.regimes).flatMap { name, regime in
      [
        Figure(
          ["regimes", name, "seconds"], .decimal(String(ReportText.seconds(regime.time).dropLast()))
        ),
        Figure(["regimes", name, "events"], .count(regime.events.total)),
        Figure(["regimes", name, "orders"], .count(regime.events[.newOrder])),
        Figure(["regimes", name, "cancels"], .count(regime.events[.cancel])),
        Figure(["regimes", name, "fills"], .count(regime.events[.fill])),
        Figure(["regimes", name, "deepest_queue"], .count(UInt64(regime.deepestQueue))),
        Figure(["regimes", name, "mean_spread"], .decimal(meanSpread(regime))),
      ]
    }
  }

  private var instrumentFigures: [Figure] {
    zip(header.instruments, metrics.instruments).flatMap { instrument, counters in
      var figures = [
        Figure(
          ["instruments", instrument.symbol, "lots"], .count(UInt64(max(0, counters.tradedLots)))),
        Figure(
          ["instruments", instrument.symbol, "turnover"], .decimal(turnover(counters, instrument))),
      ]
      if let prices = counters.prices {
        for (name, price) in [
          ("open", prices.open), ("high", prices.high), ("low", prices.low),
          ("close", prices.close),
        ] {
          figures.append(
            Figure(
              ["instruments", instrument.symbol, name],
              .decimal(String(decimal: price.rawValue, scale: instrument.priceScale))))
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
