/// The samples of a page in the Prometheus text format, version 0.0.4: what ``Exposition`` writes,
/// and what other programs write in its place.
///
/// Values are held as billionths, so that what our own pages say is read exactly. Time stamps and
/// help texts are passed over.
public struct ExpositionPage: Sendable, Equatable {
  /// In the order of the page.
  public let samples: [MetricSample]

  /// Most samples of a page.
  public static let mostSamples = 20_000

  /// Reads a whole page.
  public init(parsing bytes: [UInt8]) throws(ExpositionError) {
    var samples: [MetricSample] = []
    var family = (name: "", kind: MetricKind.untyped)
    var number = 0
    var rest = bytes[...]
    while !rest.isEmpty {
      number += 1
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
        throw ExpositionError(line: number, reason: .unfinished)
      }
      var line = ExpositionLine(rest[..<end])
      rest = rest[(end + 1)...]
      do throws(ExpositionError.Reason) {
        if line.isEmpty { continue }
        if line.isComment {
          family = line.family() ?? family
          continue
        }
        if samples.count == Self.mostSamples { throw .tooMany }
        samples.append(try line.sample(of: family))
      } catch {
        throw ExpositionError(line: number, reason: error)
      }
    }
    if samples.isEmpty { throw ExpositionError(line: number, reason: .empty) }
    self.samples = samples
  }
}
