internal import Core
internal import ExecSim

// How the venue executes, part by part.
extension PlanSetting {
  static let execution: [PlanSetting] = [
    leg("feed", "From the venue to the strategy.", read: \.feed, write: { $0.feed = $1 }),
    leg("entry", "From the strategy to the venue.", read: \.entry, write: { $0.entry = $1 }),
    leg("response", "From the venue back.", read: \.response, write: { $0.response = $1 }),
    part(
      "receive-times", "true|false", "Whether the tape's own receive times stand instead of feed.",
      read: { "\($0.usesReceiveTimes)" },
      write: { (parts, text) throws(SettingFailure) in
        parts.usesReceiveTimes = try ExecutionText.flag(text)
      }),
    part(
      "policy", "POLICY", "faithful: history is imposed; counterfactual: it reacts to ours.",
      read: { ExecutionText.text($0.policy) },
      write: { (parts, text) throws(SettingFailure) in
        parts.policy = try ExecutionText.policy(text)
      }),
    part(
      "queue", "MODEL", "front, risk-averse, power:N or log, where the tape shows no queue.",
      read: { ExecutionText.text($0.queue) },
      write: { (parts, text) throws(SettingFailure) in
        parts.queue = try ExecutionText.queue(text)
      }),
    part(
      "slippage", "MODEL", "none, spread:25%, price:0.01% or volatility:10%, for taking.",
      read: { ExecutionText.text($0.slippage) },
      write: { (parts, text) throws(SettingFailure) in
        parts.slippage = try ExecutionText.slippage(text)
      }),
    part(
      "stale-after", "TIME|never", "Age of the market at which orders are refused.",
      read: { $0.staleAfter.map(SettingText.text) ?? "never" },
      write: { (parts, text) throws(SettingFailure) in
        parts.staleAfter = try ExecutionText.staleAfter(text)
      }),
  ]

  private static func leg(
    _ name: String, _ help: String,
    read: @escaping @Sendable (ExecutionConfiguration) -> LatencyModel,
    write: @escaping @Sendable (inout ExecutionParts, LatencyModel) -> Void
  ) -> PlanSetting {
    part(
      name, "LATENCY", help, read: { ExecutionText.text(read($0)) },
      write: { (parts, text) throws(SettingFailure) in
        write(&parts, try ExecutionText.latency(text))
      })
  }

  private static func part(
    _ name: String, _ placeholder: String, _ help: String,
    read: @escaping @Sendable (ExecutionConfiguration) -> String,
    write: @escaping @Sendable (inout ExecutionParts, String) throws(SettingFailure) -> Void
  ) -> PlanSetting {
    PlanSetting(
      key: "exec.\(name)", placeholder: placeholder, help: help, read: { read($0.execution) },
      write: { (plan, text) throws(SettingFailure) in
        var parts = ExecutionParts(plan.execution)
        try write(&parts, text)
        plan.execution = try parts.configuration()
      })
  }
}

/// An execution model taken apart, so that one part can be changed and the whole be checked again.
struct ExecutionParts {
  var feed: LatencyModel
  var usesReceiveTimes: Bool
  var entry: LatencyModel
  var response: LatencyModel
  var policy: MatchingPolicy
  var queue: QueueModel
  var slippage: SlippageModel
  var staleAfter: Nanoseconds?

  init(_ whole: ExecutionConfiguration) {
    feed = whole.feed
    usesReceiveTimes = whole.usesReceiveTimes
    entry = whole.entry
    response = whole.response
    policy = whole.policy
    queue = whole.queue
    slippage = whole.slippage
    staleAfter = whole.staleAfter
  }

  func configuration() throws(SettingFailure) -> ExecutionConfiguration {
    do throws(ExecutionConfigurationError) {
      // What is equal to a named model is that model, however it was spelled.
      for known in [ExecutionConfiguration.ideal, .realistic] {
        let whole = try whole(named: known.name)
        if whole == known { return known }
      }
      return try whole(named: "custom")
    } catch { throw SettingFailure(error.expected) }
  }

  private func whole(
    named name: String
  ) throws(ExecutionConfigurationError) -> ExecutionConfiguration {
    try ExecutionConfiguration(
      name: name, feed: feed, usesReceiveTimes: usesReceiveTimes, entry: entry,
      response: response, policy: policy, queue: queue, slippage: slippage, staleAfter: staleAfter)
  }
}
