internal import Glibc

/// A descriptor to read from, closed exactly once, when it goes.
///
/// One that was open before the program began is left open.
struct OpenDescriptor: ~Copyable {
  let number: Int32
  private let isOwned: Bool

  /// Stands for a descriptor that somebody else closes.
  init(borrowed number: Int32) {
    self.number = number
    isOwned = false
  }

  /// Opens a path; the error number when that fails.
  init(path: String, flags: Int32) throws(SystemFailure) {
    while true {
      // SAFETY: the path is a terminated string for the length of the call.
      let opened = unsafe open(path, flags | O_CLOEXEC, 0o644)
      if opened >= 0 {
        number = opened
        isOwned = true
        return
      }
      guard errno == EINTR else { throw SystemFailure(code: errno) }
    }
  }

  deinit {
    if isOwned { _ = close(number) }
  }
}

/// An error number on its way to becoming a ``FileError``.
struct SystemFailure: Error {
  let code: Int32
}
