/// A decoder under fuzzing: which bytes it is fed, and what must hold of whatever it makes of them.
///
/// Any bytes are an input. That nothing traps, hangs or fills the memory is the engine's part to
/// see; the target says what else was promised.
public struct FuzzTarget: Sendable {
  /// What is typed: `tape-text`.
  public let name: String
  /// The promises, in one sentence.
  public let promise: String
  /// Longest input that the engine tries.
  public let longestInput: Int
  /// Most memory that an input may take, in bytes for each of its own.
  public let memoryPerByte: Int
  /// Whether inputs are text, whose words are worth changing as wholes.
  public let isText: Bool
  /// Inputs to begin with, made anew each time and always the same.
  public let seeds: @Sendable () throws -> [FuzzSeed]
  /// Throws a `FuzzFault` when a promise does not hold.
  public let check: @Sendable ([UInt8]) throws -> Void

  init(
    _ name: String, _ promise: String, longestInput: Int = 4096, memoryPerByte: Int = 64,
    isText: Bool = false,
    seeds: @escaping @Sendable () throws -> [FuzzSeed],
    check: @escaping @Sendable ([UInt8]) throws -> Void
  ) {
    self.name = name
    self.promise = promise
    self.longestInput = longestInput
    self.memoryPerByte = memoryPerByte
    self.isText = isText
    self.seeds = seeds
    self.check = check
  }
}

/// A named input.
public struct FuzzSeed: Sendable {
  /// Name of its file.
  public let name: String
  /// Its bytes.
  public let bytes: [UInt8]

  init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
}

/// A promise that an input broke.
public struct FuzzFault: Error, Equatable, CustomStringConvertible {
  /// Which one, and where it shows.
  public let description: String

  init(_ description: String) { self.description = description }
}

/// Throws when a promise does not hold.
func demand(_ holds: Bool, _ promise: @autoclosure () -> String) throws(FuzzFault) {
  if !holds { throw FuzzFault(promise()) }
}

/// Throws when two ways to the same thing part.
func demandEqual<Value: Equatable>(
  _ left: Value, _ right: Value, _ promise: @autoclosure () -> String
) throws(FuzzFault) {
  if left != right { throw FuzzFault("\(promise()):\n  \(left)\n  \(right)") }
}
