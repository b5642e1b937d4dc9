internal import Core

/// Counts where the times of a recording go back, and where a message was received before it was
/// sent.
struct TimeWatch {
  private var time: Timestamp?
  private var receiveTime: Timestamp?
  private var timesBack: UInt64 = 0
  private var largestStepBack: Int64 = 0
  private var receivesBack: UInt64 = 0
  private var receivedEarly: UInt64 = 0
  private var largestLead: Int64 = 0
  private var hasReceiveTimes = false

  /// Takes the times of the next message; nil for one that it does not tell.
  mutating func note(_ time: Timestamp?, received: Timestamp?) {
    if let time { note(time) }
    guard let received else { return }
    hasReceiveTimes = true
    if let earlier = receiveTime, received < earlier { receivesBack += 1 }
    receiveTime = received
    guard let time, received < time else { return }
    receivedEarly += 1
    largestLead = max(largestLead, time.since(received).count)
  }

  private mutating func note(_ time: Timestamp) {
    if let earlier = self.time, time < earlier {
      timesBack += 1
      largestStepBack = max(largestStepBack, earlier.since(time).count)
    }
    self.time = time
  }

  var figures: [ImportFigure] {
    let steps = [
      ImportFigure("exchange time gone back", timesBack),
      ImportFigure("largest step back, ns", UInt64(largestStepBack)),
    ]
    guard hasReceiveTimes else { return steps }
    return steps + [
      ImportFigure("receive time gone back", receivesBack),
      ImportFigure("received before exchange time", receivedEarly),
      ImportFigure("largest lead of receive time, ns", UInt64(largestLead)),
    ]
  }
}
