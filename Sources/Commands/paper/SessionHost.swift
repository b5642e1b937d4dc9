import Backtest
import Core
import HostIO
import Telemetry

/// The machine of a session that runs: by itself, or behind a log where the session is kept.
///
/// Members that look are mutating, because an optional of a type that cannot be copied lends its
/// value only so; what they hand out is to be let go before the machine goes on, or it is copied.
struct SessionHost: ~Copyable {
  private var alone = SessionMachine()
  private var logged: LoggedSession?
  /// What is new on the session's tape.
  private var events: [Event] = []

  /// A session without a log.
  init(_ opening: SessionOpening) { alone.apply(.opened(opening), into: &events) }

  /// A session behind its log, which may hold a part of it already.
  init(_ logged: consuming LoggedSession) { self.logged = consume logged }

  /// The machine as it stands; ahead of what is durable by what was not settled.
  var machine: SessionMachine { mutating get { logged?.machine ?? alone } }

  /// The session as it stands.
  var session: Session {
    mutating get throws {
      guard let session = machine.session else { throw BadInput("the session has not begun") }
      return session
    }
  }

  /// What there is to show of the log; nil where there is none.
  var log: LogFigures? { mutating get { logged?.figures } }

  /// Takes in an input; where there is a log, it is durable with the next `settle`.
  mutating func receive(_ input: SessionInput) throws {
    guard let _ = try logged?.receive(input) else {
      return alone.apply(input, into: &events)
    }
  }

  /// What is new on the session's tape: of a session with a log, durable and written.
  mutating func settle() throws -> [Event] {
    try logged?.settle(into: &events)
    var new: [Event] = []
    swap(&new, &events)
    return new
  }

  /// Completes log and tape.
  mutating func finish() throws { try logged?.finish() }
}
