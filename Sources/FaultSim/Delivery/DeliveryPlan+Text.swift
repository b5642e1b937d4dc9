internal import Core

extension DeliveryPlan: CustomStringConvertible {
  /// The faults that are on, in the words that name them on a command line where there is one.
  public var description: String {
    var words = requests.words(of: "")
    // Triggers and phases do the same to both directions.
    if acknowledgements != requests { words += acknowledgements.words(of: "acknowledgement-") }
    for spike in spikes {
      words.append("latency-spike at:\(spike.start.nanoseconds)ns,for:\(spike.length.count)ns")
    }
    if clock.skew != 0 { words.append("skew \(clock.skew)") }
    if let step = clock.step {
      words.append("step of \(step.by.count)ns at \(step.at.nanoseconds)ns")
    }
    words += kills.map { "kill-at \($0.kind.rawValue):\($0.number)" }
    return words.isEmpty ? "none" : words.joined(separator: ", ")
  }
}

extension ChannelFaults {
  fileprivate func words(of direction: String) -> [String] {
    [("drop", drop), ("duplicate", duplicate), ("reorder", reorder), ("stall", stall)]
      .compactMap { name, rate in
        switch rate {
        case .never: nil
        case .every(let interval): "\(direction)\(name) every:\(interval)"
        case .perMille(let share): "\(direction)\(name) \(share) of 1000"
        }
      }
  }
}
