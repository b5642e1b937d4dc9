import Core
import Foundation
import Testing

private let programs = [
  "orderflow", "tapeview", "backtest", "paper", "wal", "quanttop", "chaos", "bench", "fuzz",
]

@Test(arguments: programs)
func `help fits a page's width and ends with examples`(program: String) throws {
  let run = try ProgramRun(program, ["--help"], in: try Folder())
  #expect(run.status == 0)
  #expect(run.output.contains("Examples:"))
  #expect(run.lines.allSatisfy { $0.count <= 100 })
}

@Test(arguments: programs)
func `the version is the package's`(program: String) throws {
  let run = try ProgramRun(program, ["--version"], in: try Folder())
  #expect(run.output == "\(program) \(TrueTape.version)\n")
}

@Test func `a smoke bench measures every benchmark it lists, in the contract's form`() throws {
  let folder = try Folder()
  let names = try ProgramRun("bench", ["--list"], in: folder).output.split(separator: "\n")
  let run = try ProgramRun("bench", ["--smoke", "--json"], in: folder)
  let document = try #require(
    try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  let benchmarks = try #require(document["benchmarks"] as? [[String: Any]])
  #expect(benchmarks.compactMap { $0["name"] as? String } == names.map(String.init))
  for benchmark in benchmarks {
    for field in ["unit", "min", "median", "max", "result_hash"] {
      #expect(benchmark[field] != nil, "\(benchmark) lacks \(field)")
    }
  }
}
