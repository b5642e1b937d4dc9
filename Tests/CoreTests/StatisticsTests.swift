import Core
import Samples
import Testing

@Suite struct StatisticsTests {
  @Test func `moments of a short list are those worked out by hand`() {
    var moments = Moments()
    #expect(moments.mean == nil && moments.variance == nil && moments.excessKurtosis == nil)
    // Mean 5; distances -3 -1 -1 -1 0 0 2 4: squares sum to 32, fourth powers to 356.
    for value in [2, 4, 4, 4, 5, 5, 7, 9] as [Double] { moments.add(value) }
    #expect(moments.count == 8)
    #expect(moments.mean == 5)
    let (variance, kurtosis) = (moments.variance ?? 0, moments.excessKurtosis ?? 0)
    #expect(abs(variance - 4) < 1e-14)
    #expect(abs(kurtosis + 0.218_75) < 1e-14)  // 356 / 8 / 4² - 3
  }

  @Test func `equal numbers have no kurtosis`() {
    var moments = Moments()
    for _ in 0..<10 { moments.add(7.25) }
    #expect(moments.variance == 0)
    #expect(moments.excessKurtosis == nil)
  }

  @Test func `autocorrelation of a short series is that worked out by hand`() {
    var series = Autocorrelation(lags: [2, 1, 0])
    // Mean 3, distances -2 -1 0 1 2 1 0 -1: squares sum to 12.
    // Lag 1: 2+0+0+2+2+0+0 = 6; lag 2: 0-1+0+1+0-1 = -1.
    for value in [1, 2, 3, 4, 5, 4, 3, 2] as [Double] { series.add(value) }
    #expect(series.lags == [1, 2])
    #expect(series.value(at: 1) == 6.0 / 12)
    #expect(series.value(at: 3) == nil)
    #expect(series.value(at: 2) == nil)  // below 4·2 + 4 values
    for value in [1, 2, 3, 4, 5, 4, 3, 2] as [Double] { series.add(value) }
    // Twice the squares; lag 2 now also pairs 0 with -2 and -1 with -1: -1 + 1 - 1.
    #expect(series.value(at: 2) == -1.0 / 24)
  }

  @Test func `a series in one pass gives what two passes give`() throws {
    var random = RandomStream(masterSeed: TestRun.seed, name: "autocorrelation")
    for _ in 0..<20 * TestRun.scale {
      let values = (0..<300).map { _ in 1000 + Double(random.bounded(1000)) / 7 }
      var series = Autocorrelation(lags: [1, 5, 50])
      var moments = Moments()
      for value in values {
        series.add(value)
        moments.add(value)
      }
      let mean = values.reduce(0, +) / 300
      let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      for lag in series.lags {
        let product = (0..<300 - lag).reduce(0.0) {
          $0 + (values[$1] - mean) * (values[$1 + lag] - mean)
        }
        let told = try #require(series.value(at: lag))
        #expect(abs(told - product / square) < 1e-9, "SEED=\(TestRun.seed)")
      }
      let fourth = values.reduce(0) { sum, value in
        let distance = (value - mean) * (value - mean)
        return sum + distance * distance
      }
      let kurtosis = try #require(moments.excessKurtosis)
      #expect(abs(kurtosis - (fourth * 300 / (square * square) - 3)) < 1e-9)
    }
  }
}
