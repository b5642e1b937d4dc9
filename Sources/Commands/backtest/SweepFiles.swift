import Backtest
import Core
import HostIO

/// The directory of a sweep: a file of rows for each run of each shard, so that nothing written is
/// ever written over, and a sweep goes on where it stopped.
struct SweepFiles {
  private static let suffix = ".jsonl"

  let directory: OutputDirectory

  /// Every whole row of every file, whoever wrote it; a line that was cut off is left out.
  func rows() throws -> SweepResult {
    var result = SweepResult()
    for name in try directory.names() where name.hasSuffix(Self.suffix) {
      let path = directory.path(of: name)
      var file = try InputFile(path: path)
      let bytes = try file.readAll(limit: 1 << 30)
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        guard let row = SweepRow(line: Array(line).span) else { continue }
        do throws(SweepResult.Refusal) { try result.add(row) } catch {
          throw BadInput("\(path): \(Self.sentence(error))")
        }
      }
    }
    return result
  }

  /// A new file for the rows of one run of a shard.
  func begin(shard: Int, of count: Int) throws -> OutputFile {
    let taken = try directory.names()
    var run = 1
    while taken.contains(name(shard, count, run)) { run += 1 }
    return try OutputFile(
      path: directory.path(of: name(shard, count, run)), mode: .prefixKeeping)
  }

  private func name(_ shard: Int, _ count: Int, _ run: Int) -> String {
    "shard-\(shard)-of-\(count).\(run)\(Self.suffix)"
  }

  private static func sentence(_ refusal: SweepResult.Refusal) -> String {
    switch refusal {
    case .otherSweep:
      "rows of another sweep (other market, settings or axes): give each sweep a directory of its own"
    case .contradiction(let index):
      "combination \(index) is there twice with different results: something is not deterministic"
    }
  }
}
