// Measures this package's own benchmarks: see docs/modules/Benchmarks.md.
import Core
import HostIO

Program.main(BenchCommand.description, version: TrueTape.version) { arguments, output in
  try BenchCommand.run(arguments, output: &output)
}
