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

  /// Reads an input back, moves on by it, and drops its effects: what recovery does with every record.
  /// False where the bytes are no input, and then nothing has happened.
  ///
  /// The default does it in two steps. A machine whose log is long can do it in one, without generic
  /// code between record and state.
  mutating func replay(_ record: Span<UInt8>) -> Bool
}

extension LoggedMachine {
  /// `input(from:)`, then `apply`.
  public mutating func replay(_ record: Span<UInt8>) -> Bool {
    guard let input = Self.input(from: record) else { return false }
    var effects: [Effect] = []
    apply(input, into: &effects)
    return true
  }
}
