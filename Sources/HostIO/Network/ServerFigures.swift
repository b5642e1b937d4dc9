/// What became of a server's clients, each counted once when its connection ends or is answered.
public struct ServerFigures: Sendable, Equatable {
  /// Connections taken.
  public internal(set) var accepted: UInt64 = 0
  /// Requests answered by the program.
  public internal(set) var answered: UInt64 = 0
  /// Refused because too many were connected.
  public internal(set) var busy: UInt64 = 0
  /// Refused because the request was not whole in time.
  public internal(set) var slow: UInt64 = 0
  /// Refused because the head broke a rule or a limit, or had a body.
  public internal(set) var malformed: UInt64 = 0
  /// Gone before their request was whole.
  public internal(set) var left: UInt64 = 0
  /// Cut because they did not read their answer in time, or were gone.
  public internal(set) var unread: UInt64 = 0
}
