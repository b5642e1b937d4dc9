public import Core

/// Why a request came to nothing.
public enum RefusalCause: BitwiseCopyable, Sendable, Equatable {
  /// The venue looked at it and said no.
  case refused(RejectReason)
  /// It was thrown away before the venue handled it.
  case dropped(DropReason)

  /// The reason's word on the tape.
  public var token: StaticString {
    switch self {
    case .refused(let reason): reason.token
    case .dropped(let reason): reason.token
    }
  }
}
