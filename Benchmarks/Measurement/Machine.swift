public import MachineProbe

/// The only place where a benchmark reads a clock or touches the processor.
public enum Machine {
  /// Nanoseconds of the monotonic clock; only differences mean something.
  @inlinable
  public static var nanoseconds: UInt64 { truetape_monotonic_nanos() }

  /// The processor's counter, read so that nothing after it has begun.
  @inlinable
  public static var ticksBefore: UInt64 { truetape_ticks_before() }

  /// The processor's counter, read so that everything before it has ended.
  @inlinable
  public static var ticksAfter: UInt64 { truetape_ticks_after() }

  /// Keeps this thread on the last core it may use and returns its number; nil where it cannot.
  public static func pinToOneCore() -> Int? {
    let core = truetape_pin_to_one_core()
    return core < 0 ? nil : Int(core)
  }

  /// Moves this thread to a core of its own beside the one it inherited; false where it cannot.
  @discardableResult
  public static func pinToNeighbour() -> Bool { truetape_pin_to_neighbour() }

  /// Whether this code was compiled without optimisation, so that its figures mean nothing.
  public static var isDebugBuild: Bool {
    #if DEBUG
      true
    #else
      false
    #endif
  }
}
