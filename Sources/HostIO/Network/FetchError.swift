internal import Glibc

/// Why a page could not be had, and what to do.
public struct FetchError: Error, Equatable, Sendable {
  /// The ways in which it fails.
  public enum Reason: Equatable, Sendable {
    /// The system's error number.
    case refused(Int32)
    /// Nothing, or not all, within the time.
    case late
    /// Another status than 200, of a path.
    case status(Int, String)
    /// What came is no answer, in words.
    case unusable(String)
  }

  /// Who was asked.
  public let address: LoopbackAddress
  /// What went wrong.
  public let reason: Reason

  init(_ address: LoopbackAddress, _ reason: Reason) {
    self.address = address
    self.reason = reason
  }
}

extension FetchError: CustomStringConvertible {
  /// One line: `127.0.0.1:9464: nothing listens there; …`.
  public var description: String {
    switch reason {
    case .refused(ECONNREFUSED):
      return "\(address): nothing listens there; start it: orderflow --serve \(address) --speed 1x"
    case .refused(let code): return "\(address): \(Self.systemText(code))"
    case .late: return "\(address): no answer in time"
    case .status(let status, let path):
      return "\(address): answers \(path) with status \(status)"
    case .unusable(let text): return "\(address): \(text)"
    }
  }

  private static func systemText(_ code: Int32) -> String {
    // SAFETY: strerror returns a terminated string, static for every number the system uses, and
    // it is copied before anything else can run on this thread.
    unsafe String(cString: strerror(code))
  }
}
