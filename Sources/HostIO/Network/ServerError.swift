internal import Glibc

/// A server that cannot begin: where, what the system said, and what to do.
public struct ServerError: Error, Equatable, Sendable {
  /// Where it was to listen.
  public let address: LoopbackAddress
  /// The system's error number.
  public let code: Int32

  /// Whether somebody else listens there.
  public var isInUse: Bool { code == EADDRINUSE }

  private var remedy: String {
    switch code {
    case EADDRINUSE: "; another program listens there: stop it, or take port 0 for a free one"
    case EACCES: "; ports below 1024 need privileges: take a higher one"
    case EMFILE, ENFILE: "; raise the limit of open files"
    default: ""
    }
  }
}

extension ServerError: CustomStringConvertible {
  /// One line: `cannot listen on 127.0.0.1:9464: Address already in use; …`.
  public var description: String {
    // SAFETY: strerror returns a terminated string, static for every number the system uses, and
    // it is copied before anything else can run on this thread.
    let reason = unsafe String(cString: strerror(code))
    return "cannot listen on \(address): \(reason)\(remedy)"
  }
}
