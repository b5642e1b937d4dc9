import Core
import Samples
import Testing

@Suite struct HistogramTests {
  static func histogram(_ values: [UInt64]) -> LogLinearHistogram {
    var histogram = LogLinearHistogram()
    for value in values { histogram.record(value) }
    return histogram
  }

  @Test(
    arguments: [
      (0, 0, 0...0), (1, 1, 1...1), (63, 63, 63...63), (127, 127, 127...127),
      (128, 128, 128...129), (129, 128, 128...129), (255, 191, 254...255), (256, 192, 256...259),
      (1000, 317, 1000...1007), (1 << 63, 3712, 1 << 63...(1 << 63) + (1 << 57) - 1),
      (UInt64.max, 3775, UInt64.max - (1 << 57) + 1...UInt64.max),
    ] as [(UInt64, Int, ClosedRange<UInt64>)])
  func `a value falls into the cell that the page shows`(
    value: UInt64, cell: Int, values: ClosedRange<UInt64>
  ) {
    #expect(LogLinearHistogram.cell(of: value) == cell)
    #expect(LogLinearHistogram.values(ofCell: cell) == values)
  }

  @Test func `INV-HISTOGRAM-1: cells cover 64 bits without hole, none too wide`() {
    var next: UInt64 = 0
    var wrong: [Int] = []
    for cell in 0..<LogLinearHistogram.cellCount {
      let values = LogLinearHistogram.values(ofCell: cell)
      let width = values.upperBound - values.lowerBound
      if values.lowerBound != next || LogLinearHistogram.cell(of: values.lowerBound) != cell
        || LogLinearHistogram.cell(of: values.upperBound) != cell
        || (width > 0 && width >= values.lowerBound / 64)
      {
        wrong.append(cell)
      }
      next = values.upperBound &+ 1
    }
    #expect(wrong == [])
    #expect(next == 0)
  }

  @Test func `INV-HISTOGRAM-2: small values' quantiles are those of the sorted list`() {
    let histogram = Self.histogram([7, 1, 1, 100, 3, 5, 5, 5, 90, 2])
    let expected: [(UInt64, UInt64)] = [
      (0, 1), (100_000, 1), (200_000, 1), (200_001, 2), (500_000, 5), (700_000, 5), (700_001, 7),
      (900_000, 90), (900_001, 100), (1_000_000, 100),
    ]
    #expect(expected.map { histogram.quantile(millionths: $0.0) } == expected.map(\.1))
    #expect(histogram.mean == 21.9)
    #expect(histogram.count(upTo: 5) == 7)
    #expect(histogram.count(upTo: 0) == 0)
  }

  @Test func `an empty histogram has no figures`() {
    let empty = LogLinearHistogram()
    #expect(empty.quantile(millionths: 500_000) == nil)
    #expect(empty.minimum == nil && empty.maximum == nil && empty.mean == nil)
    #expect(empty.count == 0 && empty.sum == 0)
  }

  @Test func `INV-HISTOGRAM-2: quantiles are within 0.8 %, ends and sum exact`() {
    var random = RandomStream(masterSeed: TestRun.seed, name: "histogram")
    for round in 0..<20 * TestRun.scale {
      let values = (0..<500).map { _ in random.next() >> random.bounded(64) }
      let sorted = values.sorted()
      let histogram = Self.histogram(values)
      for millionths in [1, 10_000, 250_000, 500_000, 900_000, 999_000] as [UInt64] {
        let rank = Int((500 * millionths + 999_999) / 1_000_000)
        let exact = Double(sorted[rank - 1])
        let told = Double(histogram.quantile(millionths: millionths) ?? 0)
        #expect(abs(told - exact) <= exact * 0.008, "SEED=\(TestRun.seed) round \(round)")
      }
      #expect(histogram.minimum == sorted[0] && histogram.maximum == sorted[499])
      #expect(histogram.sum == values.reduce(UInt128(0)) { $0 + UInt128($1) })
    }
  }

  @Test func `INV-HISTOGRAM-3: merged parts are the whole, n times a value is n values`() {
    var random = RandomStream(masterSeed: TestRun.seed, name: "histogram-merge")
    let values = (0..<1000).map { _ in random.next() >> random.bounded(64) }
    var merged = Self.histogram(Array(values[..<400]))
    merged.merge(Self.histogram(Array(values[400...])))
    merged.merge(LogLinearHistogram())
    #expect(merged == Self.histogram(values), "SEED=\(TestRun.seed)")

    var weighted = LogLinearHistogram()
    weighted.record(70, times: 3)
    weighted.record(9000, times: 0)
    weighted.record(900, times: 2)
    #expect(weighted == Self.histogram([900, 70, 70, 900, 70]))
  }

  @Test func `INV-STATE-1: a histogram is read back from its bytes`() throws {
    for values in [[], [0], [5, 5, 1000, .max], Array(0..<300)] as [[UInt64]] {
      let histogram = Self.histogram(values)
      var reader = ByteReader(histogram.encoded())
      let read = try LogLinearHistogram(decoding: &reader)
      try reader.finish()
      #expect(read == histogram)
    }
  }

  @Test func `INV-STATE-2: no changed byte of a histogram traps`() throws {
    let bytes = Self.histogram([3, 3, 700, 1 << 40]).encoded()
    for index in bytes.indices {
      for flip in [1, 0x80, 0xff] as [UInt8] {
        var altered = bytes
        altered[index] ^= flip
        var reader = ByteReader(altered)
        guard let read = try? LogLinearHistogram(decoding: &reader) else { continue }
        #expect(read.encoded() == altered)
      }
      var short = ByteReader(Array(bytes[..<index]))
      #expect(throws: StateDecodingError.self) { try LogLinearHistogram(decoding: &short) }
    }
  }
}
