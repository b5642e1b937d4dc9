internal import Core

/// One row of the table by which markets are compared.
struct StylizedFigure: Sendable {
  /// How a figure is written.
  enum Form: Sendable, Equatable {
    /// With so many decimals.
    case decimal(Int)
    /// A share, in percent.
    case percent
    /// Nanoseconds.
    case duration
  }

  let section: String
  let name: String
  /// Member of the JSON document.
  let key: String
  let form: Form
  let value: Double?

  /// For people.
  var text: String {
    switch form {
    case .decimal(let digits): FigureText.fixed(value, digits: digits)
    case .percent: FigureText.percent(value, of: 1)
    case .duration: FigureText.duration(value)
    }
  }
}

extension InstrumentStats {
  /// The statistics of a market, always the same rows. `docs/stylized.md` defines them.
  func stylized(quantityScale: DecimalScale, priceScale: DecimalScale) -> [StylizedFigure] {
    let units = (
      price: Double(priceScale.unitsPerWhole), quantity: Double(quantityScale.unitsPerWhole)
    )
    return sampleFigures(units.price) + spreadFigures + signFigures + returnFigures
      + clusteringFigures + orderFigures(units.quantity) + lifeFigures + depthFigures
  }

  private func sampleFigures(_ unitsPerPrice: Double) -> [StylizedFigure] {
    let section = "sample"
    return [
      StylizedFigure(
        section: section, name: "observed", key: "observed_ns", form: .duration,
        value: Double(observed)),
      StylizedFigure(
        section: section, name: "prints", key: "prints", form: .decimal(0),
        value: Double(orders.prints)),
      StylizedFigure(
        section: section, name: "market orders", key: "market_orders", form: .decimal(0),
        value: Double(orders.count)),
      StylizedFigure(
        section: section, name: "tick", key: "tick", form: .decimal(4),
        value: tick / unitsPerPrice),
    ]
  }

  private var spreadFigures: [StylizedFigure] {
    let section = "spread, by time"
    let relative = mid.flatMap { mid in
      mid > 0 ? spreads.mean.map { $0 / mid * 10_000 } : nil
    }
    let quantiles: [(String, String, UInt64)] = [
      ("median /ticks", "spread_p50", 500_000), ("90 % /ticks", "spread_p90", 900_000),
      ("99 % /ticks", "spread_p99", 990_000),
    ]
    return [
      StylizedFigure(
        section: section, name: "mean /ticks", key: "spread_mean", form: .decimal(2),
        value: meanSpread)
    ]
      + quantiles.map { name, key, millionths in
        StylizedFigure(
          section: section, name: name, key: key, form: .decimal(0),
          value: spread(millionths: millionths).map { Double($0) })
      } + [
        StylizedFigure(
          section: section, name: "one tick", key: "spread_one_tick", form: .percent,
          value: oneTickShare),
        StylizedFigure(
          section: section, name: "mean /bp", key: "spread_bp", form: .decimal(3),
          value: relative),
      ]
  }

  private var signFigures: [StylizedFigure] {
    MarketOrderStats.lags.map { lag in
      StylizedFigure(
        section: "order signs", name: "autocorrelation \(lag)", key: "sign_acf_\(lag)",
        form: .decimal(3), value: orders.signs.value(at: lag))
    } + [
      StylizedFigure(
        section: "order signs", name: "(chance: within)", key: "sign_band", form: .decimal(3),
        value: signBand)
    ]
  }

  private var returnFigures: [StylizedFigure] {
    let section = "returns of the middle"
    let (bar, tenBars) = (barReturns(stride: 1), barReturns(stride: 10))
    let unmoved =
      orders.returns.count > 0
      ? Double(orders.unmoved) / Double(orders.returns.count) : nil
    let rows: [(String, String, StylizedFigure.Form, Double?)] = [
      ("kurtosis, 1 order", "kurtosis_1_order", .decimal(1), orders.returns.excessKurtosis),
      (
        "kurtosis, 10 orders", "kurtosis_10_orders", .decimal(1),
        orders.tenOrderReturns.excessKurtosis
      ),
      ("unmoved by an order", "unmoved", .percent, unmoved),
      ("bar", "bar_ns", .duration, bars.map { Double($0.interval) }),
      ("bars", "bars", .decimal(0), Double(bar.count)),
      ("kurtosis, 1 bar", "kurtosis_1_bar", .decimal(1), bar.excessKurtosis),
      ("kurtosis, 10 bars", "kurtosis_10_bars", .decimal(1), tenBars.excessKurtosis),
      (
        "deviation, 1 bar /bp", "bar_deviation_bp", .decimal(3),
        bar.variance.flatMap { Elementary.squareRoot($0) }.map { $0 * 10_000 }
      ),
      (
        "autocorrelation, 1 bar", "bar_acf_1", .decimal(3),
        barAutocorrelation(ofSizes: false).value(at: 1)
      ),
    ]
    return rows.map { name, key, form, value in
      StylizedFigure(section: section, name: name, key: key, form: form, value: value)
    }
  }

  private var clusteringFigures: [StylizedFigure] {
    let section = "volatility clustering"
    let bars = barAutocorrelation(ofSizes: true)
    return MarketOrderStats.lags.map { lag in
      StylizedFigure(
        section: section, name: "sizes of bars \(lag)", key: "absolute_bar_acf_\(lag)",
        form: .decimal(3), value: bars.value(at: lag))
    }
      + [1, 10].map { lag in
        StylizedFigure(
          section: section, name: "sizes by order \(lag)", key: "absolute_order_acf_\(lag)",
          form: .decimal(3), value: orders.absoluteReturns.value(at: lag))
      }
  }

  private func orderFigures(_ unitsPerQuantity: Double) -> [StylizedFigure] {
    let (section, sizes) = ("market orders", orders.sizes)
    func relative(_ millionths: UInt64) -> Double? {
      guard let mean = sizes.mean, mean > 0 else { return nil }
      return sizes.quantile(millionths: millionths).map { Double($0) / mean }
    }
    let impact = MarketOrderStats.responseLags.map { lag in
      (
        "response \(lag) /ticks", "response_\(lag)", StylizedFigure.Form.decimal(2),
        response(at: lag)
      )
    }
    let rows: [(String, String, StylizedFigure.Form, Double?)] = [
      ("mean size", "size_mean", .decimal(3), sizes.mean.map { $0 / unitsPerQuantity }),
      ("median / mean", "size_p50", .decimal(2), relative(500_000)),
      ("99 % / mean", "size_p99", .decimal(2), relative(990_000)),
      ("largest / mean", "size_max", .decimal(1), relative(1_000_000)),
      ("tail exponent", "size_tail", .decimal(2), orders.sizeTail),
      ("prints an order", "prints_per_order", .decimal(2), printsPerOrder),
      ("mean gap", "gap_mean_ns", .duration, orders.gaps.mean),
      ("gap dispersion", "gap_dispersion", .decimal(2), gapDispersion),
    ]
    return (rows + impact).map { name, key, form, value in
      StylizedFigure(section: section, name: name, key: key, form: form, value: value)
    }
  }

  private var lifeFigures: [StylizedFigure] {
    let ends: [(String, String, LogLinearHistogram)] = [
      ("cancelled", "cancelled", lives.cancelled), ("filled", "filled", lives.filled),
    ]
    let quantiles: [(String, String, UInt64)] = [
      ("10 %", "p10", 100_000), ("median", "p50", 500_000), ("90 %", "p90", 900_000),
      ("99 %", "p99", 990_000),
    ]
    let total = lives.cancelled.count + lives.filled.count
    var figures = [
      StylizedFigure(
        section: "order lives", name: "filled of ended", key: "lives_filled", form: .percent,
        value: total > 0 ? Double(lives.filled.count) / Double(total) : nil)
    ]
    for (name, key, histogram) in ends {
      for (quantile, suffix, millionths) in quantiles {
        figures.append(
          StylizedFigure(
            section: "order lives", name: "\(name), \(quantile)", key: "life_\(key)_\(suffix)_ns",
            form: .duration, value: histogram.quantile(millionths: millionths).map { Double($0) }))
      }
    }
    return figures
  }

  private var depthFigures: [StylizedFigure] {
    let section = "depth by distance"
    let best = depth.mean(0...0)
    let first = StylizedFigure(
      section: section, name: "at best / mean size", key: "depth_best", form: .decimal(1),
      value: best.flatMap { best in
        orders.sizes.mean.flatMap { $0 > 0 ? best / $0 : nil }
      })
    return [first]
      + DepthProfile.bands.dropFirst().map { band in
        let name = band.count == 1 ? "\(band.lowerBound)" : "\(band.lowerBound)-\(band.upperBound)"
        return StylizedFigure(
          section: section, name: "\(name) ticks / best",
          key: "depth_\(band.lowerBound)_\(band.upperBound)", form: .decimal(3),
          value: best.flatMap { best in
            best > 0 ? depth.mean(band).map { $0 / best } : nil
          })
      }
  }
}
