public import Core

/// Keeps a strategy from asking again at once for what was just refused: each refusal in a row
/// doubles the wait, up to 128 times the first.
public struct RefusalPause: BitwiseCopyable, Sendable, Equatable {
  private var end = Timestamp.zero
  private var refusals: UInt8 = 0
  private static let mostDoublings: UInt8 = 7
  /// The wait behind a single refusal where a strategy has no rhythm of its own.
  public static let usual = Nanoseconds(100_000_000)

  /// Nothing refused yet.
  public init() {}

  /// Whether the wait is not over.
  public func holds(at now: Timestamp) -> Bool { now < end }

  /// A request was refused at `now`; `first` is the wait behind a single refusal.
  public mutating func note(at now: Timestamp, first: Nanoseconds) {
    let doublings = Int64(1) << Int64(min(refusals, Self.mostDoublings))
    let (wait, overflow) = first.count.multipliedReportingOverflow(by: doublings)
    end = now.advanced(by: Nanoseconds(overflow ? .max : wait))
    refusals = min(refusals + 1, Self.mostDoublings)
  }

  /// Something went through: the next refusal is a first one.
  public mutating func clear() { self = RefusalPause() }
}

extension RefusalPause: Persistable {
  /// Writes the end of the wait and the refusals in a row.
  public func encode(into writer: inout ByteWriter) {
    end.encode(into: &writer)
    writer.append(refusals)
  }

  /// Reads them back.
  public init(decoding reader: inout ByteReader) throws(StateDecodingError) {
    end = try Timestamp(decoding: &reader)
    refusals = try reader.byte()
    guard refusals <= Self.mostDoublings else { throw reader.invalid("refusals") }
  }
}
