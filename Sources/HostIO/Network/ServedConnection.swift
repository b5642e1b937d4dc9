internal import Glibc
internal import Wire

/// One client of a server: its request coming in, its answer going out, its end.
///
///     reading ── head whole, refused or late ──▶ writing ── last byte out ──▶ draining ──▶ gone
///        └─ client gone ──▶ gone                    └─ late or gone ──▶ gone    └─ end, late
///
/// Draining reads and throws away what the client still sends: closing at once would reset the
/// connection, and the answer could be lost on its way.
final class ServedConnection {
  /// What a step of the connection came to.
  enum Step: Equatable {
    /// Nothing that concerns anybody else.
    case quiet
    /// A request is whole and waits for `answer`.
    case requested(HTTPRequestHead)
    /// The request is refused; its answer is on its way.
    case refused
    /// The client went before its request was whole.
    case left
    /// The client did not take its whole answer.
    case unread
  }

  private enum Phase: Equatable {
    case reading
    case writing
    case draining
    case gone
  }

  let descriptor: Int32
  private let limits: ServerLimits
  private var phase = Phase.reading
  private var parser: HTTPRequestParser
  private var answer: [UInt8] = []
  private var sent = 0
  private var drained = 0
  private(set) var deadline: Int64

  init(_ descriptor: Int32, _ limits: ServerLimits, at now: Int64) {
    self.descriptor = descriptor
    self.limits = limits
    parser = HTTPRequestParser(limits: limits.head)
    deadline = Self.moment(now, limits.requestNanos)
  }

  var isGone: Bool { phase == .gone }

  /// What to wait for.
  var interest: Int16 { Int16(phase == .writing ? POLLOUT : POLLIN) }

  /// Takes what has come in; one read at most, so that no client holds the others up.
  func receive(_ buffer: inout [UInt8], at now: Int64) -> Step {
    switch SystemSocket.receive(descriptor, into: &buffer) {
    case .wouldWait: return .quiet
    case .closed, .failed: return end()
    case .moved(let count):
      if phase == .draining {
        drained += count
        if drained > limits.drainBytes { phase = .gone }
        return .quiet
      }
      return phase == .reading ? read(buffer.span.extracting(0..<count), at: now) : .quiet
    }
  }

  /// Begins to send an answer.
  func respond(_ bytes: [UInt8], at now: Int64) -> Step {
    answer = bytes
    phase = .writing
    deadline = Self.moment(now, limits.responseNanos)
    return send(at: now)
  }

  /// Goes on sending.
  func send(at now: Int64) -> Step {
    switch SystemSocket.send(answer, from: sent, to: descriptor) {
    case .wouldWait: return .quiet
    case .closed, .failed: return end()
    case .moved(let count): sent += count
    }
    if sent == answer.count {
      answer = []
      SystemSocket.endSending(descriptor)
      phase = .draining
      deadline = Self.moment(now, limits.drainNanos)
    }
    return .quiet
  }

  /// Enforces the deadline of the phase.
  func expire(at now: Int64) -> Step {
    guard now >= deadline else { return .quiet }
    if phase == .reading {
      _ = refuse(HTTPResponse(.requestTimeout), at: now)
      return .refused
    }
    return end()
  }

  private func read(_ bytes: Span<UInt8>, at now: Int64) -> Step {
    do throws(HTTPError) {
      _ = try parser.consume(bytes)
    } catch {
      return refuse(HTTPResponse(error.status, text: error.description), at: now)
    }
    guard let head = parser.head else { return .quiet }
    switch (head.method, head.body) {
    case (.get, .none), (.head, .none): return .requested(head)
    case (.get, _), (.head, _):
      return refuse(HTTPResponse(.contentTooLarge, text: "no body is taken here"), at: now)
    case (.post, _), (.put, _), (.delete, _), (.connect, _), (.options, _), (.trace, _),
      (.patch, _):
      let text = "only GET and HEAD are answered here"
      return refuse(
        HTTPResponse(.methodNotAllowed, text: text, allowed: [.get, .head]), at: now)
    }
  }

  private func refuse(_ response: HTTPResponse, at now: Int64) -> Step {
    _ = respond(response.rendered(date: nil), at: now)
    return .refused
  }

  /// A moment so much later, held at the end of all times.
  private static func moment(_ now: Int64, _ span: Int64) -> Int64 {
    let (sum, isBeyond) = now.addingReportingOverflow(span)
    return isBeyond ? .max : sum
  }

  private func end() -> Step {
    let phase = phase
    self.phase = .gone
    switch phase {
    case .reading: return .left
    case .writing: return .unread
    case .draining, .gone: return .quiet
    }
  }

  deinit { _ = close(descriptor) }
}
