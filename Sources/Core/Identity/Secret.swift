/// A value that must not be seen by accident: a key, a password, a token.
///
/// Whatever turns values into text shows `[redacted]`: interpolation, `print`, `dump`, reflection,
/// also from inside an optional, a collection or another struct. It cannot be compared, hashed,
/// saved or put on a tape. The one way in is ``revealed(_:)``, which a reviewer can search for.
/// Memory is not wiped: a core dump still holds it.
public struct Secret<Value: Sendable>: Sendable {
  private let value: Value

  /// What every text of a secret reads.
  public static var redaction: String { "[redacted]" }

  /// Closes a value in.
  public init(_ value: Value) { self.value = value }

  /// Lends the value to `use`, such as a signature.
  public func revealed<Result, Failure: Error>(
    _ use: (Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try use(value)
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible {
  /// `[redacted]`.
  public var description: String { Self.redaction }
  /// `[redacted]`.
  public var debugDescription: String { Self.redaction }
}

extension Secret: CustomReflectable {
  /// A mirror without children, so that `dump` finds nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
