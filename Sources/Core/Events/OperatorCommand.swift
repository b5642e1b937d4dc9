/// A person (or a script in their name) tells the trading system what to do; the source is theirs.
///
/// On the tape because it is an input: a replayed session obeys the same commands at the same events.
public struct OperatorCommand: BitwiseCopyable, Sendable, Equatable {
  /// What to do.
  public var command: OperatorWord
  /// With `reload`: the hash of the limits that are to be in force, which names them.
  public var configuration: UInt64?

  /// Takes every field.
  @inlinable public init(_ command: OperatorWord, configuration: UInt64? = nil) {
    self.command = command
    self.configuration = configuration
  }
}

extension OperatorCommand: EventFields {
  /// Names the fields in tape order.
  @inlinable public func write<Writer: EventFieldWriter & ~Copyable>(
    to writer: inout Writer
  ) {
    writer.token("command", command)
    writer.presence(configuration != nil)
    if let configuration { writer.number("config", configuration) }
  }

  /// Takes the fields in tape order.
  @inlinable @inline(always)
  public init<Reader: EventFieldReader & ~Copyable & ~Escapable>(
    from reader: inout Reader
  ) throws(Unreadable) {
    command = try reader.token("command")
    configuration = nil
    if try reader.presence("config") { configuration = try reader.number("config") }
  }
}

/// What an operator can order.
public enum OperatorWord: UInt8, TapeToken {
  /// No new orders and no amends; what is working stays.
  case halt = 1
  /// Takes back `halt`, never the kill switch.
  case resume = 2
  /// Every working order out.
  case cancelAll = 3
  /// A halt, every working order out, then every position to zero.
  case flatten = 4
  /// Trips the kill switch: every working order out, and latched.
  case kill = 5
  /// The one thing that unlatches the kill switch.
  case resetKill = 6
  /// Other limits are in force from here on; `config` names them.
  case reload = 7
  /// A halt, every working order out, then the session ends.
  case quit = 8

  /// The set of words that these are.
  @inlinable public static var vocabulary: TapeVocabulary { .operatorWord }

  /// Word on the tape.
  public var token: StaticString {
    switch self {
    case .halt: "halt"
    case .resume: "resume"
    case .cancelAll: "cancel-all"
    case .flatten: "flatten"
    case .kill: "kill"
    case .resetKill: "reset-kill"
    case .reload: "reload"
    case .quit: "quit"
    }
  }
}
