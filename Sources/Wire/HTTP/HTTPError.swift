/// Why a request head is refused, where, and what to answer.
public struct HTTPError: Error, Sendable, Equatable {
  /// Bytes of the head before the one at which it became certain.
  public let offset: Int
  /// The rule that was broken.
  public let reason: Reason

  /// Takes both.
  public init(offset: Int, reason: Reason) {
    self.offset = offset
    self.reason = reason
  }

  /// The ways in which a head can fail; sections are those of RFC 9112.
  public enum Reason: Error, Sendable, Equatable {
    /// The head is longer than `HTTPLimits.headBytes`.
    case headTooLarge(limit: Int)
    /// The request line is longer than `HTTPLimits.lineBytes`.
    case requestLineTooLong(limit: Int)
    /// A field line is longer than `HTTPLimits.lineBytes`.
    case fieldLineTooLong(limit: Int)
    /// More field lines than `HTTPLimits.fields`.
    case tooManyFields(limit: Int)
    /// A line feed without a carriage return before it, which others might not take for a line's
    /// end (2.2).
    case bareLineFeed
    /// A carriage return without a line feed behind it (2.2).
    case bareCarriageReturn
    /// Not method, target and version with one space between (3).
    case malformedRequestLine
    /// The method is no token, or none that anybody knows (3.1).
    case unknownMethod
    /// The target is none of the four forms, or not one of its method (3.2).
    case malformedTarget
    /// The version is not `HTTP/` digit `.` digit (2.3).
    case malformedVersion
    /// A major version other than 1 (2.3).
    case unsupportedVersion
    /// A field line that goes on with white space, which was folding once (5.2).
    case foldedField
    /// No colon, no name, or something in the name that no token has, such as a space (5.1).
    case malformedFieldName
    /// A control character in a value (5.5 of RFC 9110).
    case malformedFieldValue
    /// HTTP/1.1 without `Host` (3.2).
    case missingHost
    /// Two `Host` fields, or one that holds white space (3.2).
    case invalidHost
    /// `Content-Length` is not digits, or does not fit an Int64 (6.2).
    case malformedContentLength
    /// Two `Content-Length` fields, the same value or not (6.3).
    case repeatedContentLength
    /// `Transfer-Encoding` beside `Content-Length`, the way to smuggle requests (6.1).
    case conflictingLengths
    /// `Transfer-Encoding` in HTTP/1.0 (6.1).
    case transferEncodingInOldVersion
    /// A transfer coding other than `chunked` alone (6.1).
    case unknownTransferEncoding
  }

  /// What to answer before closing the connection.
  public var status: HTTPStatus {
    switch reason {
    case .headTooLarge, .fieldLineTooLong, .tooManyFields: .requestHeaderFieldsTooLarge
    case .requestLineTooLong: .uriTooLong
    case .unknownMethod, .unknownTransferEncoding: .notImplemented
    case .unsupportedVersion: .httpVersionNotSupported
    case .bareLineFeed, .bareCarriageReturn, .malformedRequestLine, .malformedTarget,
      .malformedVersion, .foldedField, .malformedFieldName, .malformedFieldValue, .missingHost,
      .invalidHost, .malformedContentLength, .repeatedContentLength, .conflictingLengths,
      .transferEncodingInOldVersion:
      .badRequest
    }
  }
}

extension HTTPError: CustomStringConvertible {
  /// `byte 17: a line feed without a carriage return`.
  public var description: String { "byte \(offset): \(reason.message)" }
}

extension HTTPError.Reason {
  /// What is wrong, in words.
  public var message: String {
    switch self {
    case .headTooLarge(let limit): "a head of more than \(limit) bytes"
    case .requestLineTooLong(let limit): "a request line of more than \(limit) bytes"
    case .fieldLineTooLong(let limit): "a field line of more than \(limit) bytes"
    case .tooManyFields(let limit): "more than \(limit) fields"
    case .bareLineFeed: "a line feed without a carriage return"
    case .bareCarriageReturn: "a carriage return without a line feed"
    case .malformedRequestLine: "expected 'METHOD target HTTP/1.1'"
    case .unknownMethod: "an unknown method"
    case .malformedTarget: "a malformed request target"
    case .malformedVersion: "a malformed HTTP version"
    case .unsupportedVersion: "an HTTP version other than 1"
    case .foldedField: "a field over several lines"
    case .malformedFieldName: "expected 'name: value', the name a token"
    case .malformedFieldValue: "a control character in a field"
    case .missingHost: "no Host"
    case .invalidHost: "more than one Host, or a malformed one"
    case .malformedContentLength: "a Content-Length that is no number"
    case .repeatedContentLength: "more than one Content-Length"
    case .conflictingLengths: "both Content-Length and Transfer-Encoding"
    case .transferEncodingInOldVersion: "Transfer-Encoding in HTTP/1.0"
    case .unknownTransferEncoding: "a transfer coding other than chunked"
    }
  }
}
