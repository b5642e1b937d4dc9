public import Core

/// A deterministic state machine whose inputs can be logged: the same inputs give the same state and
/// the same effects, whoever feeds them.
public protocol LoggedMachine: Persistable {
  /// What moves the machine.
  associatedtype Input
  /// What the machine asks of the world.
  associatedtype Effect

  /// Appends the input's bytes as they stand in the log.
  static func encode(_ input: Input, into record: inout [UInt8])
  /// Reads an input back from a record; nil where the bytes are none.
  static func input(from record: Span<UInt8>) -> Input?

  /// Moves on by one input and appends the effects.
  mutating func apply(_ input: Input, into effects: inout [Effect])
}
