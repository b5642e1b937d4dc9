internal import Glibc

/// The variables a process was started with.
public enum Environment {
  /// The value of a variable, `nil` when it is not set.
  public static func value(_ name: String) -> String? {
    // SAFETY: getenv returns nil or a terminated string, copied here; nothing in this package
    // changes the environment.
    guard let found = unsafe getenv(name) else { return nil }
    return unsafe String(cString: found)
  }
}
