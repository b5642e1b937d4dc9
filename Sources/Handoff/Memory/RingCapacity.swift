/// How many elements a ring holds: a power of two, so that a slot is found by a mask.
public struct RingCapacity: Sendable, Equatable {
  /// Number of slots.
  public let slots: Int

  /// Most slots of a ring.
  public static let maximum = 1 << 30

  /// The smallest power of two that is not below `wanted`, within 1 … 2³⁰.
  public init(atLeast wanted: Int) {
    var slots = 1
    while slots < wanted, slots < Self.maximum { slots *= 2 }
    self.slots = slots
  }
}
