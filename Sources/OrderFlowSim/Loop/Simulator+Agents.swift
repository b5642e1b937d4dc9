import Core
import OrderBook

// What happens on the agents' side: waking, sending, phases of the market.

extension Simulator {
  /// Lets an agent look around, sends what it asks, and plans its next wake-up.
  mutating func wake(_ index: Int, at now: Timestamp) {
    var random = participants[index].random
    // Wake-ups come at the phase's peak rate; thinning brings them to the current one.
    // (Lewis and Shedler, 1979)
    let draw = random.bounded(peakActivity(of: index))
    if isActive(index, at: now, draw), participants[index].blockedMessages == 0 {
      let context = context(of: index, at: now)
      outbox.reopen(for: participants[index].party)
      participants[index].agent.wake(context, random: &random, outbox: &outbox)
      for place in outbox.requests.indices { send(outbox.requests[place], from: index, at: now) }
    }
    participants[index].random = random
    planWake(index, at: now)
  }

  /// Whether what was drawn, in thousandths of ordinary activity, lies below the activity now.
  // Inlined, because a call would copy the whole market to it.
  @inline(__always)
  private func isActive(_ index: Int, at now: Timestamp, _ draw: UInt64) -> Bool {
    switch participants[index].kind.activity {
    case .flow:
      let flow = director.flow(at: now)
      guard draw >= flow else { return true }
      let instrument = Int(participants[index].instrument.rawValue) - 1
      // Most draws lie far above, and what excitement is left of takes divisions to say.
      return draw - flow < excitements[instrument].activityAtMost
        && draw - flow < excitements[instrument].activity(at: now)
    case .steady: return draw < 1000
    case .storm: return draw < director.phase.storm
    }
  }

  /// The most that activity can be in this phase.
  // Inlined, because a call would copy the whole market to it.
  @inline(__always)
  private func peakActivity(of index: Int) -> UInt64 {
    switch participants[index].kind.activity {
    case .flow: director.phase.spike + highestExcitement
    case .steady: 1000
    case .storm: director.phase.storm
    }
  }

  private mutating func planWake(_ index: Int, at now: Timestamp) {
    let peak = peakActivity(of: index)
    guard let mean = participants[index].meanGap(activity: peak) else {
      return schedule.planWake(of: index, at: nil)
    }
    let gap = participants[index].random.exponential(mean: mean)
    schedule.planWake(of: index, at: configuration.clock.aligned(now.advanced(by: gap)))
  }

  // Inlined, because a call would copy the whole market to it.
  @inline(__always)
  private func context(of index: Int, at now: Timestamp) -> AgentContext {
    let instrument = participants[index].instrument
    let best = engine.bestPrices(of: instrument)
    return AgentContext(
      now: now, bestBid: best.bid, bestAsk: best.ask,
      lastPrice: lastPrices[Int(instrument.rawValue) - 1], account: participants[index].account)
  }

  /// Numbers a request and gives it to the channel.
  private mutating func send(_ request: EventPayload, from index: Int, at now: Timestamp) {
    participants[index].sent += 1
    metrics.messagesSent += 1
    let message = Message(
      source: participants[index].party, number: participants[index].sent,
      instrument: participants[index].instrument, request: request, sentAt: now)
    for arrival in channel.arrivals(of: message) {
      schedule.planArrival(of: message, at: configuration.clock.aligned(arrival))
    }
  }

  /// Moves to the next phase of the script, announces it, and lets every agent take its pace.
  mutating func enterNextPhase(at now: Timestamp, into events: inout [Event]) {
    metrics = metrics(closingPhaseAt: now)
    director.enterNext(at: now)
    if let regime = director.regime {
      let change = RegimeChange(regime: RegimeID(UInt32(regime + 1)))
      emit(.regime(change), at: now, instrument: nil, into: &events)
    }
    if let deadline = director.deadline {
      schedule.planPhaseEnd(at: configuration.clock.aligned(deadline))
    }
    for index in participants.indices { planWake(index, at: now) }
  }

  /// The counters with the time that the phase in force has lasted.
  var metricsWithOpenPhase: SimulationMetrics { metrics(closingPhaseAt: reached) }

  private func metrics(closingPhaseAt now: Timestamp) -> SimulationMetrics {
    var closed = metrics
    guard let regime = director.regime else { return closed }
    // Held at the longest time: a forged market may lie at the end of all times.
    let (time, overflow) = closed.regimes[regime].time.count.addingReportingOverflow(
      now.since(director.start).count)
    closed.regimes[regime].time = Nanoseconds(overflow ? .max : time)
    return closed
  }

  /// Samples every book and plans the next look.
  mutating func sample(at now: Timestamp) {
    for index in metrics.instruments.indices {
      let best = engine.bestPrices(of: header.instruments[index].id)
      var sample = PriceSamples.Sample(doubledMid: nil, spread: nil)
      if let bid = best.bid?.rawValue, let ask = best.ask?.rawValue {
        sample = PriceSamples.Sample(doubledMid: bid + ask, spread: ask - bid)
        if let regime = director.regime {
          metrics.regimes[regime].spreads.sum += ask - bid
          metrics.regimes[regime].spreads.count += 1
        }
      }
      metrics.instruments[index].samples.add(sample)
    }
    let interval = metrics.instruments.first?.samples.interval ?? .second
    schedule.planSample(at: now.advanced(by: interval))
  }
}
