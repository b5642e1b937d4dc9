/// Which names the events of one tape may use: numbers from 1 up to these counts.
struct EventNames: BitwiseCopyable, Sendable, Equatable {
  let instruments: UInt32
  let parties: UInt32
  let regimes: UInt32
  /// Whether there is no header to ask: every number will do.
  let areOpen: Bool

  /// Lowest number of a regime.
  @inline(always) var firstRegime: UInt32 { areOpen ? 0 : 1 }

  /// The names of a tape's header.
  init(_ header: TapeHeader) {
    instruments = UInt32(header.instruments.count)
    parties = UInt32(header.parties.count)
    regimes = UInt32(header.regimes.count)
    areOpen = false
  }

  /// Every number, for events that stand alone.
  init() {
    (instruments, parties, regimes, areOpen) = (.max, .max, .max, true)
  }
}
