import Core
import ExecSim
import Foundation
import Samples
import Testing

/// The estimates of a place in the queue, held against the true one on the same market.
@Suite struct QueueCalibrationTests {
  static let models: [(String, QueueModel)] = [
    ("front", .front), ("risk-averse", .riskAverse), ("power 1", .power(1)),
    ("power 2", .power(2)), ("power 3", .power(3)), ("logarithmic", .logarithmic),
  ]

  /// `SCALE=10 swift test -c release --filter QueueCalibration` prints the table of EVAL.md.
  @Test func `the wary model invents few fills, the front many, the others lie between`() throws {
    let duration = "\(4 * TestRun.scale)s"
    let calibration = try QueueCalibration(duration, seed: 42)
    let scores = try Self.scores(calibration)
    if TestRun.isLong {
      Self.show(scores, calibration, "\(duration) of the default market, seed 42")
    }
    let (front, wary) = (scores[1], scores[2])
    #expect(calibration.probes.count > 50)
    #expect(scores[0].filled > 0)
    #expect(front.filled >= wary.filled)
    #expect(front.inventedCount > wary.inventedCount)
    for score in scores[3...] {
      #expect(score.filled >= wary.filled && score.filled <= front.filled, "\(score.name)")
    }
  }

  /// The same on a recorded tape that names orders: `TAPE=FILE.rpl`, one probe every `EVERY`
  /// milliseconds (20 s), each for `HORIZON` of them (a minute).
  @Test(.enabled(if: TestRun.tape != nil, "no recorded tape: set TAPE"))
  func `the models on a recorded market`() throws {
    let name = try #require(TestRun.tape)
    var reader = TapeReader()
    reader.feed([UInt8](try Data(contentsOf: URL(fileURLWithPath: name))).span)
    reader.finish()
    var events: [Event] = []
    while let item = try reader.next() {
      if case .event(let event) = item { events.append(event) }
    }
    func time(_ name: String, _ usual: Int64) -> Nanoseconds {
      Nanoseconds((TestRun.milliseconds(name) ?? usual) * 1_000_000)
    }
    let calibration = QueueCalibration(
      orders: events, of: reader.header.instruments, every: time("EVERY", 20_000),
      horizon: time("HORIZON", 60_000))
    let scores = try Self.scores(calibration)
    Self.show(scores, calibration, name)
    #expect(scores[0].filled > 0)
  }

  /// The truth first.
  private static func scores(_ calibration: QueueCalibration) throws -> [QueueScore] {
    let truth = try calibration.delays(.orders, .riskAverse)
    return [QueueScore("true queue", truth, truth: truth)]
      + (try models.map { name, model in
        QueueScore(name, try calibration.delays(.levels, model), truth: truth)
      })
  }

  private static func show(_ scores: [QueueScore], _ calibration: QueueCalibration, _ what: String)
  {
    print("\(calibration.probes.count) probes on \(what)")
    for score in scores { print(score.row(of: calibration.probes.count)) }
  }

  /// Worked by hand: 10 stood ahead, 30 behind, 8 left without a trade. Of them 10/40 (2), 100/1000
  /// (none), 1000/28000 (none), ln 11 / (ln 11 + ln 31) (3) were ahead.
  static let shares: [(QueueModel, Int64)] = [
    (.front, 0), (.riskAverse, 10), (.power(1), 8), (.power(2), 10), (.power(3), 10),
    (.logarithmic, 7),
  ]

  @Test(arguments: shares)
  func `who leaves without a trade is shared out as the model says`(
    model: QueueModel, expected: Int64
  ) throws {
    // Ten ahead at the level, thirty behind: then eight leave. What must be printed until the first
    // fill tells how much is ahead.
    var stage = VenueStage(.make(queue: model))
    for line in ["1 set buy 100 10", "2 new 1 buy 100 5", "3 set buy 100 40", "4 set buy 100 32"] {
      _ = try stage.act(line)
    }
    var printed: Int64 = 0
    while try stage.act("\(5 + printed) print 100 1 sell").isEmpty { printed += 1 }
    #expect(printed == expected)
  }
}
