internal import Obs
internal import Wire

/// What a client may see of a run at one moment.
public struct RunLook {
  /// The page of metrics.
  public let page: [UInt8]
  /// What is wrong with the run; nil where nothing is.
  public let trouble: String?
  /// Whether the run has reached its end.
  public let isFinished: Bool

  /// A look that somebody took.
  public init(page: [UInt8], trouble: String?, isFinished: Bool) {
    self.page = page
    self.trouble = trouble
    self.isFinished = isFinished
  }

  func answer(_ request: HTTPRequestHead) -> HTTPResponse {
    switch request.path {
    case "/metrics": HTTPResponse(.ok, mediaType: Exposition.mediaType, body: page)
    case "/healthz":
      if let trouble {
        HTTPResponse(.serviceUnavailable, text: trouble)
      } else {
        HTTPResponse(.ok, text: isFinished ? "finished" : "running")
      }
    default: HTTPResponse(.notFound, text: "here are /metrics and /healthz")
    }
  }
}
