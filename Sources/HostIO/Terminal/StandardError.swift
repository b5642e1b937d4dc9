/// Where a program talks to a person; unbuffered, and never a reason to fail.
public struct StandardError: Sendable {
  private let descriptor: Int32

  /// Writes to a descriptor that stays the caller's to close.
  public init(descriptor: Int32 = 2) {
    self.descriptor = descriptor
  }

  /// Prints one line; that nobody can read it is no error, since there is nowhere to say so.
  public func writeLine(_ text: String) {
    write(text + "\n")
  }

  /// Prints text as it stands.
  public func write(_ text: String) {
    _ = SystemFile.write(Array(text.utf8), to: descriptor)
  }
}
